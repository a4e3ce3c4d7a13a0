#include "cli/declare.hpp"

#include "base/format.hpp"
#include "base/version.hpp"
#include "cli/value_type.hpp"

#include <charconv>
#include <chrono>
#include <memory>

namespace pgslate::cli {
namespace {

constexpr auto default_patience = std::chrono::seconds(60);

// CLI11 has no words for an option whose value may be left out, and too many for what an option
// goes with: that is said in its own.
class Formatter : public CLI::Formatter {
  public:
    std::string make_option_opts(const CLI::Option* option) const override {
        const auto value = option->get_type_name();
        if (option->get_items_expected_max() == 0 || value.empty()) return {};
        const bool may_be_left_out = option->get_expected_min() == 0;
        return may_be_left_out ? format("[={}]", value) : format(" {}", value);
    }
};

void add_target_options(CLI::App& app, Draft& draft) {
    auto& target = draft.options.target;
    const auto* group = "Target";
    app.add_option("--profile", target.profile, "The target is this profile of pgslate.toml")
        ->type_name("PROFILE")
        ->group(group);
    app.add_option("--config", target.config, "The pgslate.toml to read")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--env-file", target.env_files,
                   "Take variables from this file, as `.env` (repeatable)")
        ->type_name("FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group);
    app.add_option("--url", target.url,
                   "The target as postgresql://user:password@host:port/database")
        ->type_name("URL")
        ->group(group);
    app.add_flag("--local", target.local,
                 "The target is this project's private server; it is started if need be")
        ->group(group);
    app.add_option("--database", target.database, "Another database of the target's server")
        ->type_name("DATABASE")
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

void add_manner_options(CLI::App& app, Draft& draft) {
    auto& manner = draft.options.manner;
    const auto* group = "Manner";
    app.add_flag("--yes", draft.options.yes, "Don't ask before destroying a database elsewhere")
        ->group(group);
    app.add_flag("--json", manner.json, "Print one JSON document")->group(group);
    app.add_flag("--quiet", manner.quiet, "Print errors and warnings only")->group(group);
    app.add_flag("--verbose", manner.verbose,
                 "Print more: each statement with its time, what was made")
        ->group(group);
    app.add_option("--color", draft.color, "auto, always or never")
        ->type_name("WHEN")
        ->check(one_of("WHEN"))
        ->group(group);
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
    declare_own(*sub, command, draft.options);
    add_shared_options(*sub, draft);
    if (!command.yes.empty()) sub->get_option("--yes")->description(std::string(command.yes));
    sub->callback([&draft, &command] { draft.chosen = &command; });
}

} // namespace

// CLI11's own says it in words for programmers.
CLI::Validator one_of(const char* type) {
    const auto check = [&words = value_type(type).words](const std::string& word) {
        if (std::ranges::find(words, word) != words.end()) return std::string();
        return format("'{}' is none of {}", word, join(words, ", "));
    };
    return CLI::Validator(check, "");
}

CLI::Validator whole_number(int least, int most) {
    const auto check = [least, most](const std::string& word) {
        int number = 0;
        const auto* end = word.data() + word.size();
        const auto read = std::from_chars(word.data(), end, number);
        const bool whole = read.ec == std::errc() && read.ptr == end;
        if (whole && number >= least && number <= most) return std::string();
        return format("'{}' is no number from {} to {}", word, least, most);
    };
    return CLI::Validator(check, "");
}

void declare(CLI::App& app, Draft& draft, const Wanted& wanted) {
    app.formatter(std::make_shared<Formatter>());
    app.option_defaults()->disable_flag_override();
    app.set_version_flag("--version", format("pgslate {}", version), "Print the version")
        ->group("Manner");
    add_shared_options(app, draft);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.require_subcommand(0, 1); // none at all has an answer of its own
    app.footer("Example:\n  pgslate --local resetdb\n\n`pgslate help COMMAND` tells more; so do "
               "pgslate(1), pgslate.toml(5), pgslate-models(5).");
    for (const auto& command : commands())
        if (wanted(command)) add_command(app, command, draft);
}

} // namespace pgslate::cli
