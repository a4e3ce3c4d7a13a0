// The options that single commands have besides those that all know.
#include "cli/declare.hpp"

#include <array>

namespace pgslate::cli {
namespace {

CLI::Option* add_repeatable(CLI::App& app, const char* name, std::vector<std::string>& values,
                            const char* about, const char* type) {
    return app.add_option(name, values, about)
        ->type_name(type)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// How a database that is not there yet is made.
void add_new_database_options(CLI::App& app, config::TargetChoice& target) {
    const auto add = [&app](const char* name, std::optional<std::string>& value, const char* about,
                            const char* type) {
        app.add_option(name, value, about)->type_name(type)->group("New database");
    };
    add("--owner", target.owner, "The role that owns a new database", "ROLE");
    add("--template", target.template_name, "The database that a new one is a copy of", "DATABASE");
    add("--encoding", target.encoding, "The encoding of a new database", "NAME");
    add("--locale", target.locale, "The locale of a new database", "NAME");
}

void declare_dump(CLI::App& app, Options& options) {
    add_repeatable(app, "--schema", options.dump.schemas,
                   "Only what is in this schema (repeatable)", "SCHEMA");
    add_repeatable(app, "--table", options.dump.tables,
                   "Only this table or view, as NAME or SCHEMA.NAME (repeatable)", "TABLE");
    auto* output = app.add_option("--output", options.output,
                                  "Write models into this folder, a file for each table or type")
                       ->type_name("DIR");
    app.add_flag("--force", options.force, "Write over files that are there, with --output")
        ->needs(output);
    app.add_flag("--secrets", options.dump.secrets,
                 "Write passwords of user mappings, servers and subscriptions, too");
    app.add_option("--format", options.format,
                   "toml or sql; if left out, TOML where it can be for --output, else SQL")
        ->type_name("FORMAT")
        ->check(one_of("FORMAT"));
}

void add_scratch(CLI::App& app, Options& options) {
    app.add_option("--scratch", options.scratch,
                   "The server for scratch databases, if not the target's")
        ->type_name("URL|PROFILE");
}

// What is drawn, and what it is held against.
void add_sides(CLI::App& app, Options& options) {
    auto& diagram = options.diagram;
    auto* like = app.add_option("--like", options.like, "Draw this database instead of the models")
                     ->type_name("URL|PROFILE");
    auto* live = app.add_flag("--live", diagram.live, "Draw what the database is")->excludes(like);
    auto* diff = app.add_flag("--diff", diagram.diff, "Draw both, and mark what differs");
    diff->excludes(live);
    app.add_flag("--offline", diagram.offline, "Ask no server: draw what can be read without one")
        ->excludes(live)
        ->excludes(diff)
        ->excludes(like);
}

void declare_diagram(CLI::App& app, Options& options) {
    auto& diagram = options.diagram;
    app.add_option("--format", options.format,
                   "mermaid, dot, svg or html; if left out, what --output ends in, or mermaid")
        ->type_name("DRAWING")
        ->check(one_of("DRAWING"));
    auto* output =
        app.add_option("--output", options.output, "Write into this file")->type_name("FILE");
    app.add_flag("--force", options.force, "Write over the file if it is there")->needs(output);
    add_sides(app, options);
    add_repeatable(app, "--schema", diagram.choice.schemas,
                   "Only what is in this schema (repeatable)", "SCHEMA");
    auto* table = add_repeatable(
        app, "--table", diagram.choice.tables,
        "Only this table and what is around it, as NAME or SCHEMA.NAME (repeatable)", "TABLE");
    app.add_option("--around", diagram.choice.around,
                   "So many references away from --table; 1 if left out")
        ->type_name("NUMBER")
        ->needs(table)
        ->check(whole_number(0, 1000));
    app.add_option("--columns", diagram.columns,
                   "all, keys or none; if left out, as many as stay readable")
        ->type_name("WHICH")
        ->check(one_of("WHICH"));
    add_scratch(app, options);
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

void add_no_cache(CLI::App& app, Options& options) {
    app.add_flag("--no-cache", options.no_cache,
                 "Read the database, and try the models, whatever earlier runs know");
}

void add_lock_timeout(CLI::App& app, Options& options, const char* about) {
    app.add_option("--lock-timeout", options.target.lock_timeout, about)->type_name("TIME");
}

void add_usual_lock_timeout(CLI::App& app, Options& options) {
    add_lock_timeout(app, options,
                     "How long to wait for a lock, such as 5s; 60 seconds if left out");
}

void add_like(CLI::App& app, Options& options, const char* about) {
    app.add_option("--like", options.like, about)->type_name("URL|PROFILE");
}

void add_confirm(CLI::App& app, Options& options, const char* about) {
    app.add_option("--confirm", options.confirm, about)->type_name("NAME");
}

void add_watch(CLI::App& app, Options& options) {
    app.add_flag("--watch", options.watch,
                 "Do it again whenever a model changes; for a database on this machine");
}

// What is made once and copied from then on.
void add_template_cache(CLI::App& app, config::TargetChoice& target) {
    const auto* group = "New database";
    auto* keep = app.add_flag_callback(
                        "--template-cache", [&target] { target.template_cache = true; },
                        "Keep a template of what the models make, and copy it the next time")
                     ->group(group);
    auto* build = app.add_flag_callback(
                         "--no-template-cache", [&target] { target.template_cache = false; },
                         "Build it from the models, and keep no template")
                      ->excludes(keep)
                      ->group(group);
    app.add_option("--spares", target.spares,
                   "So many databases are prepared in advance, for the next times")
        ->type_name("NUMBER")
        ->check(whole_number(0, config::most_spares))
        ->excludes(build)
        ->group(group);
}

void declare_resetdb(CLI::App& app, Options& options) {
    add_watch(app, options);
    add_usual_lock_timeout(app, options);
    add_new_database_options(app, options.target);
    add_template_cache(app, options.target);
    add_confirm(app, options, "The name of a protected database, to destroy it");
    app.add_flag("--in-place", options.in_place,
                 "Keep the database: empty the models' schemas and build them again");
    app.add_flag_callback(
        "--wait-for-drop", [&options] { options.wait_for_drop = true; },
        "Wait until the old database is dropped, on this machine too");
    app.add_flag_callback(
           "--no-wait-for-drop", [&options] { options.wait_for_drop = false; },
           "Drop the old database when all is done, wherever the server is")
        ->excludes("--wait-for-drop");
}

void declare_create(CLI::App& app, Options& options) {
    add_usual_lock_timeout(app, options);
    add_new_database_options(app, options.target);
    app.add_flag("--protect", options.protect,
                 "Mark the database: resetdb and drop will need --confirm");
    add_no_cache(app, options);
}

void declare_drop(CLI::App& app, Options& options) {
    app.add_flag("--all", options.all,
                 "Drop the templates of the models and the spares for the database, too");
    add_usual_lock_timeout(app, options);
    add_confirm(app, options, "The name of a protected database, to destroy it");
}

void declare_prune(CLI::App& app, Options& options) {
    add_usual_lock_timeout(app, options);
}

void declare_status(CLI::App& app, Options& options) {
    add_like(app, options, "Compare with this database instead of the models");
    app.add_flag("--markdown", options.markdown, "Print it for a job summary or a pull request");
    add_scratch(app, options);
    add_no_cache(app, options);
}

void add_altering_options(CLI::App& app, Options& options) {
    add_like(app, options, "Bring it to this database instead of the models");
    add_repeatable(app, "--rename", options.renames,
                   "OLD=NEW: what is called OLD is to be called NEW (repeatable)", "OLD=NEW");
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

void declare_check(CLI::App& app, Options& options) {
    add_scratch(app, options);
    app.add_flag("--server", options.on_server, "Build the models in a scratch database too");
}

void declare_init(CLI::App& app, Options& options) {
    app.add_option("FOLDER", options.folder, "Where to write; the current folder if left out")
        ->type_name("");
    app.add_option("--from", options.from,
                   "Adopt this database: write what it contains as models, and compare")
        ->type_name("URL|PROFILE");
    add_scratch(app, options);
}

void declare_json_schema(CLI::App& app, Options& options) {
    app.add_option("FILES", options.schema_of, "models, also if left out, or config: pgslate.toml")
        ->type_name("")
        ->check(one_of("FILES"));
}

void declare_psql(CLI::App& app, Options& options) {
    app.add_option("ARGUMENT", options.arguments, "For psql; stands behind --")->type_name("");
}

void declare_url(CLI::App& app, Options& options) {
    app.add_flag("--secrets", options.secrets, "Print the password, too");
}

void declare_completion(CLI::App& app, Options& options) {
    app.add_option("SHELL", options.shell, "bash, zsh or fish")
        ->type_name("")
        ->check(one_of("SHELL"));
}

void declare_local_start(CLI::App& app, Options& options) {
    app.add_option("--port", options.port, "Listen on this port of 127.0.0.1 as well")
        ->type_name("PORT")
        ->check(whole_number(1, 65535));
}

void declare_local_destroy(CLI::App& app, Options& options) {
    app.add_flag("--all", options.all,
                 "Instead, remove the servers of all projects whose folder is gone");
}

struct Own {
    std::string_view command;
    void (*declare)(CLI::App&, Options&);
};

constexpr std::array own_options = {
    Own{"resetdb", declare_resetdb},
    Own{"create", declare_create},
    Own{"drop", declare_drop},
    Own{"prune", declare_prune},
    Own{"status", declare_status},
    Own{"plan", declare_plan},
    Own{"apply", declare_apply},
    Own{"dump", declare_dump},
    Own{"diagram", declare_diagram},
    Own{"check", declare_check},
    Own{"init", declare_init},
    Own{"json-schema", declare_json_schema},
    Own{"psql", declare_psql},
    Own{"url", declare_url},
    Own{"completion", declare_completion},
    Own{"local start", declare_local_start},
    Own{"local destroy", declare_local_destroy},
};

} // namespace

void declare_own(CLI::App& app, const Command& command, Options& options) {
    for (const auto& own : own_options)
        if (own.command == command.name) own.declare(app, options);
}

} // namespace pgslate::cli
