// The options of what makes, replaces and drops databases.
#include "cli/declare.hpp"
#include "cli/declare_commands.hpp"
#include "cli/several_options.hpp"

namespace pgslate::cli {
namespace {

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

} // namespace

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

} // namespace pgslate::cli
