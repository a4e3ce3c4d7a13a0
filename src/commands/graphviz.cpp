#include "commands/graphviz.hpp"

#include "base/error.hpp"
#include "local/child_process.hpp"
#include "local/programs.hpp"

namespace pgslate::commands {

std::string svg_of(const std::string& dot, const config::Environment& environment) {
    const auto program = local::find_program("dot", environment);
    if (!program)
        throw Error(ExitStatus::failed,
                    "SVG is drawn by Graphviz, whose program dot is not in PATH",
                    {"`apt-get install graphviz` installs it; --format html needs nothing."});
    return local::made_by({.command = {program->string(), "-Tsvg"},
                           .environment = local::server_environment(environment),
                           .user = std::nullopt},
                          dot);
}

} // namespace pgslate::commands
