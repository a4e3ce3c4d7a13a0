// The options that single commands have besides those that all know.
#include "cli/declare.hpp"
#include "cli/declare_commands.hpp"
#include "cli/several_options.hpp"

#include <array>

namespace pgslate::cli {
namespace {

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
