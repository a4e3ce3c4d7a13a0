#include "config/given_options.hpp"

#include "base/format.hpp"
#include "base/logins.hpp"
#include "base/shell.hpp"

namespace pgslate::config {

std::string given_options(const TargetChoice& choice) {
    std::string words;
    const auto add = [&words](const char* option, const auto& values) {
        for (const auto& value : values) words += format(" {} {}", option, shell_word(value));
    };
    const auto add_one = [&add](const char* option, const std::optional<std::string>& value) {
        if (value) add(option, std::vector{*value});
    };
    add("--env-file", choice.env_files);
    add_one("--config", choice.config);
    if (choice.local) words += " --local";
    add_one("--profile", choice.profile);
    add_one("--url", choice.url && may_hold_password(*choice.url) ? "URL" : choice.url);
    add_one("--database", choice.database);
    add("--models", choice.models);
    return words;
}

} // namespace pgslate::config
