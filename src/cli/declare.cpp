#include "cli/declare.hpp"

#include "base/format.hpp"
#include "base/version.hpp"

#include <chrono>
#include <memory>

namespace pgslate::cli {
namespace {

constexpr auto default_patience = std::chrono::seconds(60);

// CLI11 has no words for an option whose value may be left out, and too many for flags: what they
// go with is said in their own.
class Formatter : public CLI::Formatter {
  public:
    std::string make_option_opts(const CLI::Option* option) const override {
        if (option->get_items_expected_max() == 0) return {};
        const auto value = option->get_type_name();
        const bool may_be_left_out = option->get_expected_min() == 0 && !value.empty();
        return may_be_left_out ? format("[={}]", value) : CLI::Formatter::make_option_opts(option);
    }
};

void add_target_options(CLI::App& app, Draft& draft) {
    auto& target = draft.options.target;
    const auto* group = "Target";
    app.add_option("--profile", target.profile, "The target is this profile of pgslate.toml")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--config", target.config, "The pgslate.toml to read")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--url", target.url,
                   "The target as postgresql://user:password@host:port/database")
        ->type_name("URL")
        ->group(group);
    app.add_flag("--local", target.local,
                 "The target is this project's private server; it is started if need be")
        ->group(group);
    app.add_option("--database", target.database, "Another database of the target's server")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--models", target.models,
                   "Model file or folder instead of the project's (repeatable)")
        ->type_name("PATH")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group);
    app.add_option("--wait", draft.wait,
                   "Wait for the server first, 60 seconds or as many as given")
        ->type_name("SECONDS")
        ->expected(0, 1)
        ->default_str(format("{}", default_patience.count()))
        ->group(group);
}

// CLI11's own says it in words for programmers.
CLI::Validator one_of(std::vector<std::string_view> words) {
    const auto check = [words = std::move(words)](const std::string& word) {
        if (std::ranges::find(words, word) != words.end()) return std::string();
        return format("'{}' is none of {}", word, join(words, ", "));
    };
    return CLI::Validator(check, "");
}

void add_manner_options(CLI::App& app, Draft& draft) {
    auto& manner = draft.options.manner;
    const auto* group = "Manner";
    app.add_flag("--yes", draft.options.yes, "Don't ask before destroying a database elsewhere")
        ->group(group);
    app.add_flag("--json", manner.json, "Print one JSON document")->group(group);
    app.add_flag("--quiet", manner.quiet, "Print errors and warnings only")->group(group);
    app.add_flag("--verbose", manner.verbose, "Print more")->group(group);
    app.add_option("--color", draft.color, "auto, always or never")
        ->type_name("WHEN")
        ->check(one_of({"auto", "always", "never"}))
        ->group(group);
}

// How a database that is not there yet is made.
void add_new_database_options(CLI::App& app, config::TargetChoice& target) {
    const auto add = [&app](const char* name, std::optional<std::string>& value, const char* about,
                            const char* type) {
        app.add_option(name, value, about)->type_name(type)->group("New database");
    };
    add("--owner", target.owner, "The role that owns a new database", "ROLE");
    add("--template", target.template_name, "The database that a new one is a copy of", "NAME");
    add("--encoding", target.encoding, "The encoding of a new database", "NAME");
    add("--locale", target.locale, "The locale of a new database", "NAME");
}

void add_dump_options(CLI::App& app, Options& options) {
    app.add_option("--schema", options.dump.schemas, "Only what is in this schema (repeatable)")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--table", options.dump.tables,
                   "Only this table or view, as NAME or SCHEMA.NAME (repeatable)")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
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
        ->check(CLI::IsMember({"toml", "sql"}));
}

void add_apply_options(CLI::App& app, Options& options) {
    app.add_option("--allow", options.allow,
                   "data-loss, or what may go with its data: \"table public.old\" (repeatable)")
        ->type_name("WHAT")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
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

void add_own_options(CLI::App& app, const Command& command, Draft& draft) {
    auto& options = draft.options;
    const bool creates = command.name == "resetdb" || command.name == "create";
    const bool alters = command.name == "plan" || command.name == "apply";
    if (creates || command.name == "drop" || command.name == "apply")
        app.add_option("--lock-timeout", options.target.lock_timeout,
                       command.name == "apply"
                           ? "How long to wait for each lock, such as 500ms; 5 seconds if left out"
                           : "How long to wait for a lock, such as 5s; 60 seconds if left out")
            ->type_name("TIME");
    if (creates) add_new_database_options(app, options.target);
    if (command.name == "status")
        app.add_option("--like", options.like, "Compare with this database instead of the models")
            ->type_name("URL|PROFILE");
    if (command.name == "dump") add_dump_options(app, options);
    if (alters)
        app.add_option("--like", options.like, "Bring it to this database instead of the models")
            ->type_name("URL|PROFILE");
    if (alters)
        app.add_option("--rename", options.renames,
                       "OLD=NEW: what is called OLD is to be called NEW (repeatable)")
            ->type_name("OLD=NEW")
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (command.name == "apply") add_apply_options(app, options);
    if (command.name == "plan") add_plan_options(app, options);
    if (command.name == "status" || command.name == "check" || alters)
        app.add_option("--scratch", options.scratch,
                       "The server for scratch databases, if not the target's")
            ->type_name("URL|PROFILE");
    if (command.name == "resetdb" || command.name == "drop" || command.name == "apply")
        app.add_option("--confirm", options.confirm,
                       command.name == "apply" ? "The name of a protected database, to alter it"
                                               : "The name of a protected database, to destroy it")
            ->type_name("NAME");
    if (command.name == "resetdb")
        app.add_flag("--in-place", options.in_place,
                     "Keep the database: empty the models' schemas and build them again");
    if (command.name == "create")
        app.add_flag("--protect", options.protect,
                     "Mark the database: resetdb and drop will need --confirm");
    if (command.name == "check")
        app.add_flag("--server", options.on_server, "Build the models in a scratch database too");
    if (command.name == "local start")
        app.add_option("--port", options.port, "Listen on this port of 127.0.0.1 as well")
            ->type_name("PORT")
            ->check(CLI::Range(1, 65535).description(""));
    if (command.name == "local destroy")
        app.add_flag("--all", options.all,
                     "Instead, remove the servers of all projects whose folder is gone");
    if (command.name == "init")
        app.add_option("FOLDER", options.folder, "Where to write; the current folder if left out")
            ->type_name("");
}

void add_shared_options(CLI::App& app, Draft& draft) {
    add_target_options(app, draft);
    add_manner_options(app, draft);
    app.set_help_flag("--help,-h", "Print this help")->group("Manner");
}

// `local start` hangs below `local`.
CLI::App* parent_of(CLI::App& app, const Command& command, std::string& name) {
    const auto space = command.name.find(' ');
    name = std::string(command.name.substr(space == std::string_view::npos ? 0 : space + 1));
    if (space == std::string_view::npos) return &app;
    const std::string group(command.name.substr(0, space));
    const auto present =
        app.get_subcommands([&](const CLI::App* sub) { return sub->get_name() == group; });
    if (!present.empty()) return present.front();
    auto* made = app.add_subcommand(group, "A private PostgreSQL server for this project");
    made->group("Commands");
    made->require_subcommand(0, 1);
    made->set_help_flag("--help,-h", "Print this help");
    return made;
}

void add_command(CLI::App& app, const Command& command, Draft& draft) {
    std::string name;
    auto* parent = parent_of(app, command, name);
    auto* sub = parent->add_subcommand(name, std::string(command.about));
    sub->group("Commands");
    sub->footer(format("{}\n\nExample:\n  {}", command.detail, command.example));
    add_own_options(*sub, command, draft);
    add_shared_options(*sub, draft);
    sub->callback([&draft, &command] { draft.chosen = &command; });
}

} // namespace

void declare(CLI::App& app, Draft& draft) {
    app.formatter(std::make_shared<Formatter>());
    app.option_defaults()->disable_flag_override();
    app.set_version_flag("--version", format("pgslate {}", version), "Print the version")
        ->group("Manner");
    add_shared_options(app, draft);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.require_subcommand(0, 1); // none at all has an answer of its own
    app.footer("Example:\n  pgslate --local resetdb\n\n`pgslate help COMMAND` tells more; so do "
               "pgslate(1), pgslate.toml(5), pgslate-models(5).");
    for (const auto& command : commands()) add_command(app, command, draft);
}

} // namespace pgslate::cli
