#include "cli/watch.hpp"

#include "base/folder_watch.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "cli/waiting.hpp"
#include "commands/watched.hpp"
#include "config/find_target.hpp"
#include "report/counted.hpp"

#include <optional>

namespace pgslate::cli {
namespace {

// Warnings are the command's own to give.
commands::Context context_to_watch(const Invocation& invocation) {
    const auto& options = invocation.options;
    return {.target = config::find_target(options.target, invocation.environment,
                                          std::filesystem::current_path()),
            .like = {},
            .scratch = {},
            .renames = {},
            .environment = invocation.environment,
            .consent = {},
            .interruption = &invocation.interruption,
            .progress = &invocation.progress,
            .wait = options.wait,
            .waiting = show_waiting(invocation.output, invocation.progress)};
}

// A line of pgslate.toml, or a branch that is checked out, may name another one meanwhile.
void require_same(const config::Target& first, const config::Target& now) {
    if (now.database == first.database && now.keywords == first.keywords
        && now.local == first.local)
        return;
    throw Error(ExitStatus::refused,
                format("the target is another one now: database {} from {}, where {} was "
                       "watched",
                       in_quotes(now.database), now.source, in_quotes(first.database)),
                {"Nothing has been done there. Begin again with --watch, if it is meant."});
}

bool ends_all(ExitStatus status) {
    return status == ExitStatus::interrupted || status == ExitStatus::terminated;
}

} // namespace

// What pgslate.toml says may have changed, too: so it is read each time.
ExitStatus watch(const Invocation& invocation, const Command& command, const Guarded& guarded) {
    FolderWatch folders;
    std::optional<commands::WatchedFiles> files;
    std::optional<config::Target> first;
    while (true) {
        bool allowed = false;
        if (files) files->begin();
        const auto status = guarded([&] {
            const auto context = context_to_watch(invocation);
            files.emplace(context.target);
            if (!first) first = context.target;
            require_same(*first, context.target);
            commands::require_watchable(context);
            allowed = true;
            invocation.warnings.clear();
            return command.run(invocation);
        });
        const bool began = files.has_value();
        if (ends_all(status) || !began || (!allowed && status == ExitStatus::refused))
            return status;
        invocation.output.note(format("Watching {} and pgslate.toml; Ctrl+C ends that.",
                                      report::counted(files->models(), "model")));
        files->wait_for_change(folders);
        invocation.output.clear_screen();
    }
}

} // namespace pgslate::cli
