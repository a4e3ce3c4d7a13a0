#include "cli/parse.hpp"

#include "base/format.hpp"
#include "base/logins.hpp"
#include "base/suggest.hpp"
#include "base/version.hpp"
#include "cli/declare.hpp"
#include "config/duration.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::cli {
namespace {

const std::map<std::string, report::Color> colors = {{"auto", report::Color::automatic},
                                                     {"always", report::Color::always},
                                                     {"never", report::Color::never}};

Answer wrong(std::string_view message, const std::vector<std::string>& hints = {}) {
    auto text = format("error: {}\n", without_logins(message));
    for (const auto& hint : hints) text += format("  {}\n", hint);
    text += "  `pgslate --help` lists commands and options.\n";
    return {.text = std::move(text),
            .status = ExitStatus::usage,
            .error = Error(ExitStatus::usage, without_logins(message), hints)};
}

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

void add_options(const CLI::App& app, std::set<std::string>& names) {
    for (const auto* option : app.get_options()) names.insert("--" + option->get_single_name());
    for (const auto* sub : app.get_subcommands({})) add_options(*sub, names);
}

// What a misspelt option is likely to mean, among all that any command has.
std::vector<std::string> option_hints(const CLI::App& app,
                                      const std::vector<std::string>& arguments) {
    std::set<std::string> known;
    add_options(app, known);
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    for (const auto& argument : arguments) {
        const auto name = argument.substr(0, argument.find('='));
        if (!name.starts_with("--") || known.contains(name)) continue;
        if (const auto near = nearest(name, candidates)) return {format("Did you mean {}?", *near)};
    }
    return {};
}

// The innermost of the commands that were named; the program itself if there is none.
struct Named {
    const CLI::App* app;
    std::string path; ///< what stands before its name: "pgslate local"

    bool is_command() const { return app->get_subcommands({}).empty(); }
};

Named innermost(const CLI::App& app) {
    Named named{.app = &app, .path = {}};
    while (!named.app->get_subcommands().empty()) {
        named.path += (named.path.empty() ? "" : " ") + named.app->get_name();
        named.app = named.app->get_subcommands().front();
    }
    return named;
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

// What is wrong when no command was chosen: there is none, or its name is misspelt. CLI11 keeps the
// words that it could not place.
Answer no_command(const CLI::App& app, const std::vector<std::string>& unplaced) {
    const auto* group = innermost(app).app;
    std::vector<std::string> known;
    for (const auto* sub : group->get_subcommands({})) known.push_back(sub->get_name());
    const auto prefix = group == &app ? std::string() : group->get_name() + " ";
    if (unplaced.empty()) return wrong(format("which command? {}{}", prefix, join(known, ", ")));
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    std::vector<std::string> hints;
    if (const auto near = nearest(unplaced.front(), candidates))
        hints.push_back(format("Did you mean `pgslate {}{}`?", prefix, *near));
    return wrong(format("there is no command '{}{}'", prefix, unplaced.front()), hints);
}

// The words that are neither options nor commands nor values of options.
std::vector<std::string> unplaced_words(const CLI::App& app) {
    auto words = app.remaining(true);
    std::erase_if(words, [](const std::string& word) { return word.starts_with("-"); });
    return words;
}

std::variant<Request, Answer> request_of(Draft draft) {
    auto& options = draft.options;
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
    if (options.output && options.output->empty()) return wrong("--output names no folder");
    options.manner.color = colors.at(draft.color);
    return Request{draft.chosen, std::move(options)};
}

} // namespace

std::variant<Request, Answer> parse(const std::vector<std::string>& arguments) {
    Draft draft;
    CLI::App app(
        "pgslate gives a PostgreSQL database a clean slate: it creates, drops, resets and\n"
        "checks a database from models that declare what the database should contain.",
        "pgslate");
    declare(app, draft);
    try {
        auto reversed = arguments;
        std::ranges::reverse(reversed);
        app.parse(std::move(reversed));
    } catch (const CLI::CallForVersion&) {
        return Answer{
            .text = format("pgslate {}\n", version), .status = ExitStatus::done, .error = {}};
    } catch (const CLI::CallForHelp&) {
        const auto named = innermost(app);
        return Answer{.text = named.app->help(named.path), .status = ExitStatus::done, .error = {}};
    } catch (const CLI::ExtrasError&) {
        const auto words = unplaced_words(app);
        if (!innermost(app).is_command() && !words.empty()) return no_command(app, words);
        return wrong(format("not expected: {}", join(app.remaining(true), " ")),
                     option_hints(app, arguments));
    } catch (const CLI::ParseError& error) {
        if (const auto flag = flag_with_value(app, arguments))
            return wrong(format("{} takes no value", *flag));
        return wrong(error.what(), option_hints(app, arguments));
    }
    if (draft.chosen == nullptr) return no_command(app, {});
    return request_of(std::move(draft));
}

} // namespace pgslate::cli
