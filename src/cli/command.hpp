// The commands of the program: a table whose rows say what each is for and which function runs it.
#pragma once

#include "base/error.hpp"
#include "base/exit_status.hpp"
#include "base/interruption.hpp"
#include "base/progress.hpp"
#include "cli/options.hpp"
#include "config/environment.hpp"
#include "report/output.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace pgslate::cli {

/// Everything a command may use of the world around it.
struct Invocation {
    const Options& options;
    const config::Environment& environment;
    const report::Output& output;
    Interruption& interruption;
    Progress& progress;
    std::vector<Problem>& warnings; ///< that were shown
};

struct Command {
    std::string_view name;   ///< as typed; `local start` is a subcommand of a subcommand
    std::string_view about;  ///< one line for the list of commands
    std::string_view detail; ///< some lines for its own help
    std::string_view example;
    ExitStatus (*run)(const Invocation&);
    std::string_view yes = {}; ///< what --yes says to it; empty: what it says to the others
};

/// All commands in the order in which help lists them.
std::span<const Command> commands();

ExitStatus run_resetdb(const Invocation& invocation);
ExitStatus run_create(const Invocation& invocation);
ExitStatus run_drop(const Invocation& invocation);
ExitStatus run_prune(const Invocation& invocation);
ExitStatus run_status(const Invocation& invocation);
ExitStatus run_plan(const Invocation& invocation);
ExitStatus run_apply(const Invocation& invocation);
ExitStatus run_dump(const Invocation& invocation);
ExitStatus run_diagram(const Invocation& invocation);
ExitStatus run_sql(const Invocation& invocation);
ExitStatus run_check(const Invocation& invocation);
ExitStatus run_wait(const Invocation& invocation);
ExitStatus run_init(const Invocation& invocation);
ExitStatus run_json_schema(const Invocation& invocation);
ExitStatus run_psql(const Invocation& invocation);
ExitStatus run_url(const Invocation& invocation);
ExitStatus run_completion(const Invocation& invocation);
ExitStatus run_init_from(const Invocation& invocation); ///< init --from
ExitStatus run_local_start(const Invocation& invocation);
ExitStatus run_local_stop(const Invocation& invocation);
ExitStatus run_local_status(const Invocation& invocation);
ExitStatus run_local_env(const Invocation& invocation);
ExitStatus run_local_list(const Invocation& invocation);
ExitStatus run_local_destroy(const Invocation& invocation);
ExitStatus run_local_destroy_all(const Invocation& invocation); ///< local destroy --all

} // namespace pgslate::cli
