// The options of what compares a database with models, and alters it.
#include "cli/declare_commands.hpp"
#include "cli/several_options.hpp"

namespace pgslate::cli {
namespace {

void add_altering_options(CLI::App& app, Options& options) {
    add_like(app, options, "Bring it to this database instead of the models");
    add_repeatable(app, "--rename", options.renames,
                   "OLD=NEW: what is called OLD is to be called NEW (repeatable)", "OLD=NEW");
    add_no_cache(app, options);
}

void add_apply_options(CLI::App& app, Options& options) {
    add_repeatable(app, "--allow", options.allow,
                   "data-loss, or what may go with its data: \"table public.old\" (repeatable)",
                   "WHAT");
    auto* dry_run = app.add_flag("--dry-run", options.dry_run, "Do all of it, and roll back");
    app.add_flag("--witness", options.witness,
                 "Let pg_dump compare the database with the models afterwards, not with --dry-run")
        ->excludes(dry_run);
    app.add_flag("--no-analyze", options.no_analyze,
                 "Leave statistics of what was altered to autovacuum");
    app.add_option("--plan", options.plan, "Only what this file of `plan --out` says")
        ->type_name("FILE");
}

void add_plan_options(CLI::App& app, Options& options) {
    auto* sql =
        app.add_flag("--sql", options.sql, "Print a script that psql runs, not with --markdown");
    app.add_flag("--markdown", options.markdown, "Print it for a pull request, not with --sql")
        ->excludes(sql);
    app.add_flag("--undo", options.undo, "Print the way back from what is declared");
    app.add_option("--out", options.out, "Save it in this file, for `apply --plan`")
        ->type_name("FILE");
}

} // namespace

void declare_status(CLI::App& app, Options& options) {
    add_like(app, options, "Compare with this database instead of the models");
    app.add_flag("--markdown", options.markdown, "Print it for a job summary or a pull request");
    add_scratch(app, options);
    add_no_cache(app, options);
}

void declare_plan(CLI::App& app, Options& options) {
    add_altering_options(app, options);
    add_plan_options(app, options);
    add_scratch(app, options);
}

void declare_apply(CLI::App& app, Options& options) {
    add_watch(app, options);
    add_lock_timeout(app, options,
                     "How long to wait for each lock, such as 500ms; 5 seconds if left out");
    add_altering_options(app, options);
    add_apply_options(app, options);
    add_scratch(app, options);
    add_confirm(app, options, "The name of a protected database, to alter it");
}

} // namespace pgslate::cli
