#include "cli/parse.hpp"

#include "base/format.hpp"
#include "cli/advice.hpp"
#include "cli/declare.hpp"
#include "cli/left_out.hpp"
#include "cli/misread.hpp"
#include "config/duration.hpp"

#include <algorithm>
#include <map>

namespace pgslate::cli {
namespace {

const std::map<std::string, report::Color> colors = {{"auto", report::Color::automatic},
                                                     {"always", report::Color::always},
                                                     {"never", report::Color::never}};

std::optional<std::chrono::milliseconds> seconds(const std::string& text) {
    if (const auto time = config::parse_duration(text)) return time;
    try {
        std::size_t used = 0;
        const double value = std::stod(text, &used);
        if (used != text.size() || !(value >= 0) || value > 1e6) return std::nullopt;
        return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

// The first of the arguments that is like `--quiet=yes`.
std::optional<std::string> flag_with_value(const CLI::App& app,
                                           const std::vector<std::string>& arguments) {
    for (const auto& argument : arguments) {
        const auto name = argument.substr(0, argument.find('='));
        if (name == argument) continue;
        const auto* option = innermost(app).app->get_option_no_throw(name);
        if (option != nullptr && option->get_expected_max() == 0) return name;
    }
    return std::nullopt;
}

// What is for psql stands behind --: without it, `psql shop` would be a user's name to psql.
std::optional<std::string> misplaced_argument(const Options& options,
                                              const std::vector<std::string>& arguments) {
    const auto mark = std::ranges::find(arguments, "--");
    const auto behind = arguments.end() - mark - (mark == arguments.end() ? 0 : 1);
    if (std::ssize(options.arguments) <= behind) return std::nullopt;
    return options.arguments.front();
}

// What would be asked, read or printed only once.
const char* that_does_not_repeat(const Options& options) {
    if (options.manner.json) return "--json";
    if (options.confirm) return "--confirm";
    if (options.like) return "--like";
    if (options.plan) return "--plan";
    return nullptr;
}

std::variant<Request, Answer> request_of(Draft draft, const std::vector<std::string>& arguments) {
    auto& options = draft.options;
    if (const auto word = misplaced_argument(options, arguments))
        return wrong(format("not expected: {}", *word), {std::string(behind_the_mark)});
    const auto& target = options.target;
    if (options.manner.quiet && options.manner.verbose)
        return wrong("--quiet and --verbose cannot be given together");
    if (!draft.wait.empty()) options.wait = seconds(draft.wait);
    if (!draft.wait.empty() && !options.wait)
        return wrong(format("--wait takes seconds, or a time such as 2min, not '{}'", draft.wait));
    const bool new_database =
        target.owner || target.template_name || target.encoding || target.locale;
    if (options.in_place && new_database)
        return wrong("--owner, --template, --encoding and --locale are for new databases, and "
                     "--in-place makes none");
    const bool copied = target.template_cache.value_or(false) || target.spares.value_or(0) > 0;
    if (options.in_place && copied)
        return wrong("--template-cache and --spares are for new databases, and --in-place makes "
                     "none");
    if (options.in_place && options.wait_for_drop)
        return wrong("--wait-for-drop and --no-wait-for-drop are about the old database, and "
                     "--in-place drops none");
    if (target.template_name && copied)
        return wrong("--template names another template than --template-cache and --spares keep");
    if (const auto* option = options.watch ? that_does_not_repeat(options) : nullptr)
        return wrong(format("--watch and {} cannot be given together", option));
    if (options.output && options.output->empty()) return wrong("--output names nothing");
    if (options.manner.json && draft.chosen != nullptr && draft.chosen->name == "psql")
        return wrong("psql prints what it likes, and no JSON");
    options.manner.color = colors.at(draft.color);
    return Request{draft.chosen, std::move(options)};
}

// Throws CLI::CallForVersion.
std::variant<Request, Answer> parsed_by(CLI::App& app, Draft& draft,
                                        const std::vector<std::string>& arguments) {
    try {
        auto reversed = arguments;
        std::ranges::reverse(reversed);
        app.parse(std::move(reversed));
    } catch (const CLI::CallForVersion&) {
        throw;
    } catch (const CLI::CallForHelp&) {
        return help_asked_for(app, arguments);
    } catch (const CLI::ExtrasError&) {
        return unexpected(app);
    } catch (const CLI::ParseError& error) {
        if (const auto flag = flag_with_value(app, arguments))
            return wrong(format("{} takes no value", *flag));
        return wrong(error.what());
    }
    if (draft.chosen == nullptr) return no_command(app, {});
    return request_of(std::move(draft), arguments);
}

// Throws CLI::CallForVersion.
std::variant<Request, Answer> parse_knowing(const Wanted& wanted,
                                            const std::vector<std::string>& arguments) {
    Draft draft;
    CLI::App app("pgslate gives a PostgreSQL database a clean slate: it creates, drops, resets and "
                 "checks a database from models that declare what the database should contain.",
                 "pgslate");
    declare(app, draft, wanted);
    auto parsed = parsed_by(app, draft, arguments);
    const auto* said = std::get_if<Answer>(&parsed);
    const bool is_help = said != nullptr && !said->error;
    if (auto answer = left_out(app, arguments); answer && !is_help) parsed = *std::move(answer);
    if (auto* answer = std::get_if<Answer>(&parsed); answer != nullptr && answer->error)
        answer->error = pointing_to_help(*answer->error, app);
    return parsed;
}

// Of `local start` it is the second word that counts.
bool is_named(const Command& command, const std::vector<std::string>& arguments) {
    const auto word = command.name.substr(command.name.rfind(' ') + 1);
    return std::ranges::find(arguments, word) != arguments.end();
}

} // namespace

// Declaring every command is most of what starting the program takes, and only help and advice
// speak of those that were not named.
std::variant<Request, Answer> parse(const std::vector<std::string>& arguments) try {
    auto parsed =
        parse_knowing([&](const auto& command) { return is_named(command, arguments); }, arguments);
    if (std::holds_alternative<Request>(parsed)) return parsed;
    return parse_knowing([](const auto&) { return true; }, arguments);
} catch (const CLI::CallForVersion&) {
    return version_answer();
}

} // namespace pgslate::cli
