#include "report/script.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using Settings = std::vector<std::string>;

constexpr std::string_view sets_path = "SET search_path TO ";
// A session of psql has its own: unqualified names mean `public` here.
constexpr std::string_view usual_path = "SET search_path TO public;\n";
const std::string reset = "RESET SESSION AUTHORIZATION;\nRESET ALL;\n";

bool begins_with_path(const Settings& settings) {
    return !settings.empty() && settings.front().starts_with(sets_path);
}

// The path stands first, and may be changed alone.
Settings without_path(const Settings& settings) {
    return {settings.begin() + (begins_with_path(settings) ? 1 : 0), settings.end()};
}

std::string path_line(const Settings& settings) {
    return begins_with_path(settings) ? format("{};\n", settings.front()) : std::string(usual_path);
}

// A path that a model sets later would be undone by one that is to stand before it.
bool mentions_path(const Settings& settings) {
    return std::ranges::any_of(settings, [](const std::string& setting) {
        return setting.find("search_path") != std::string::npos;
    });
}

std::string lines(const Settings& settings, std::size_t from) {
    std::string text;
    for (auto i = from; i < settings.size(); ++i) text += format("{};\n", settings[i]);
    return text;
}

// Has the second all of the first, in the same order, and then more?
bool goes_on(const Settings& one, const Settings& other) {
    return other.size() >= one.size() && std::equal(one.begin(), one.end(), other.begin());
}

std::string change(const Settings& from, const Settings& to) {
    if (from == to) return {};
    const auto before = without_path(from);
    const auto after = without_path(to);
    const bool new_path = path_line(from) != path_line(to);
    if (!goes_on(before, after) || (new_path && mentions_path(after)))
        return reset + path_line(to) + lines(after, 0) + '\n';
    return (new_path ? path_line(to) : std::string()) + lines(after, before.size()) + '\n';
}

std::string beginning(const Settings& settings) {
    return path_line(settings) + lines(without_path(settings), 0) + '\n';
}

} // namespace

std::string script(const plan::Plan& plan) {
    std::string text;
    const Settings* holding = nullptr;
    for (const auto& step : plan.steps) {
        text += holding == nullptr ? beginning(step.settings) : change(*holding, step.settings);
        holding = &step.settings;
        text += format("{};\n", step.sql.sql());
        if (step.copy_data) text += format("{}\\.\n", *step.copy_data);
        text += '\n';
    }
    if (!text.empty()) text.pop_back();
    return text;
}

} // namespace pgslate::report
