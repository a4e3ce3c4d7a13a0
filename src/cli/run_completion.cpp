#include "cli/context.hpp"
#include "embedded/bash_completion.hpp"
#include "embedded/fish_completion.hpp"
#include "embedded/zsh_completion.hpp"

#include <map>

namespace pgslate::cli {

ExitStatus run_completion(const Invocation& invocation) {
    const std::map<std::string_view, std::string_view> scripts = {
        {"bash", embedded::bash_completion},
        {"zsh", embedded::zsh_completion},
        {"fish", embedded::fish_completion}};
    const auto& shell = invocation.options.shell;
    if (shell.empty())
        throw Error(ExitStatus::usage, "which shell? bash, zsh, fish",
                    {"`pgslate completion bash` prints the script for bash."});
    const auto script = scripts.at(shell);
    if (!invocation.output.json()) invocation.output.raw(script);
    answer(invocation, report::Json::Object{{"script", std::string(script)}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
