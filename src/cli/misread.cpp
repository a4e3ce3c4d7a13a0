#include "cli/misread.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/logins.hpp"
#include "base/suggest.hpp"
#include "base/version.hpp"
#include "cli/advice.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace pgslate::cli {
namespace {

using Words = std::vector<std::string>;

// The name of an option, without a value that may be a secret: `--password=...`, `-W...`.
std::string name_of_option(const std::string& word) {
    return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}

bool is_option(const std::string& word) {
    return word.size() > 1 && word.starts_with('-');
}

// The commands that have an option, by its name.
std::map<std::string, Words> owners_of_options(const CLI::App& app, const std::string& path = "") {
    std::map<std::string, Words> owners;
    for (const auto* option : app.get_options())
        owners["--" + option->get_single_name()].push_back(path);
    for (const auto* sub : app.get_subcommands({}))
        for (const auto& [name, paths] : owners_of_options(*sub, path + " " + sub->get_name()))
            owners[name].insert(owners[name].end(), paths.begin(), paths.end());
    return owners;
}

// What an option that is not there is likely to mean, among all that any command has.
std::string hint_for_option(const CLI::App& app, const std::string& name) {
    const auto owners = owners_of_options(app);
    if (innermost(app).app->get_name() == "psql") return std::string(behind_the_mark);
    if (const auto here = instead_of_option(name); !here.empty()) return std::string(here);
    if (const auto owner = owners.find(name); owner != owners.end())
        return owner->second.front().empty()
                   ? format("{} stands alone: `pgslate {}`.", name, name)
                   : format("{} is an option of:{}.", name, join(owner->second, ","));
    std::vector<std::string_view> here;
    std::vector<std::string_view> anywhere;
    for (const auto& [known, commands] : owners) {
        anywhere.emplace_back(known);
        if (innermost(app).app->get_option_no_throw(known) != nullptr) here.emplace_back(known);
    }
    if (const auto near = nearest(name, here)) return format("Did you mean {}?", *near);
    const auto near = nearest(name, anywhere);
    if (!near) return {};
    return format("Did you mean {}? That is an option of:{}.", *near,
                  join(owners.at(std::string(*near)), ","));
}

// CLI11 keeps what it could not place: options, words, and words that may be values of options.
Answer no_option(const CLI::App& app, const Words& unplaced) {
    Words names;
    Words hints;
    for (const auto& word : unplaced) {
        if (!is_option(word)) continue;
        names.push_back(name_of_option(word));
        auto hint = hint_for_option(app, names.back());
        if (!hint.empty() && std::ranges::count(hints, hint) == 0) hints.push_back(std::move(hint));
    }
    return wrong(format("there is no option {} here", join(names, ", ")), hints);
}

std::string command_path(const CLI::App& app) {
    const auto named = innermost(app);
    const auto group = named.path.substr(std::min(named.path.find(' '), named.path.size()));
    return group.empty() ? named.app->get_name() : group.substr(1) + " " + named.app->get_name();
}

Answer help_of(const CLI::App& app) {
    const auto named = innermost(app);
    return {.text = named.app->help(named.path), .status = ExitStatus::done, .error = {}};
}

} // namespace

Answer wrong(std::string_view message, std::vector<std::string> hints) {
    return {.text = {},
            .status = ExitStatus::usage,
            .error = Error(ExitStatus::usage, without_logins(message), std::move(hints))};
}

Error pointing_to_help(const Error& error, const CLI::App& app) {
    const auto named = innermost(app);
    if (named.app == &app) return with_hint(error, "`pgslate --help` lists commands and options.");
    return with_hint(error, format("`pgslate {} --help` lists its {}.", command_path(app),
                                   named.is_command() ? "options" : "commands"));
}

Named innermost(const CLI::App& app) {
    Named named{.app = &app, .path = {}};
    while (!named.app->get_subcommands().empty()) {
        named.path += (named.path.empty() ? "" : " ") + named.app->get_name();
        named.app = named.app->get_subcommands().front();
    }
    return named;
}

Answer version_answer() {
    return {.text = format("pgslate {}\n", version), .status = ExitStatus::done, .error = {}};
}

Answer no_command(const CLI::App& app, const Words& unplaced) {
    const auto* group = innermost(app).app;
    Words known;
    for (const auto* sub : group->get_subcommands({})) known.push_back(sub->get_name());
    const auto prefix = group == &app ? std::string() : group->get_name() + " ";
    if (unplaced.empty()) return wrong(format("which command? {}{}", prefix, join(known, ", ")));
    Words hints;
    if (const auto meant = command_meant_by(unplaced.front(), known); !meant.empty())
        hints.push_back(format("Did you mean `pgslate {}{}`?", prefix, meant));
    return wrong(format("there is no command '{}{}'", prefix, unplaced.front()), hints);
}

Answer unexpected(const CLI::App& app) {
    const auto unplaced = app.remaining(true);
    if (unplaced == Words{"version"}) return version_answer();
    const bool asks_for_help = unplaced.front() == "help";
    const Words words(unplaced.begin() + (asks_for_help ? 1 : 0), unplaced.end());
    if (words.empty()) return help_of(app);
    if (std::ranges::any_of(words, is_option)) return no_option(app, words);
    if (!innermost(app).is_command()) return no_command(app, words);
    return wrong(format("not expected: {}", join(words, " ")),
                 {instead_of_word(command_path(app), words.front())});
}

Answer help_asked_for(const CLI::App& app, const Words& arguments) {
    const auto unplaced = app.remaining(true);
    // `-h localhost` is psql's.
    const auto short_one = std::ranges::find(arguments, "-h");
    const bool host = short_one != arguments.end() && short_one + 1 != arguments.end()
                      && std::ranges::count(unplaced, *(short_one + 1)) > 0;
    if (host) return wrong("-h is for help", {std::string(instead_of_option("--host"))});
    if (unplaced.empty() || innermost(app).is_command()) return help_of(app);
    return unexpected(app);
}

} // namespace pgslate::cli
