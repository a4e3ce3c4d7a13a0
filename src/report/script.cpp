#include "report/script.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using Settings = std::vector<std::string>;

constexpr std::string_view sets_path = "SET search_path TO ";
// A session of psql has its own: unqualified names mean `public` here.
constexpr std::string_view usual_path = "SET search_path TO public;\n";

bool begins_with_path(const Settings& settings) {
    return !settings.empty() && settings.front().starts_with(sets_path);
}

bool is_path_at_most(const Settings& settings) {
    return settings.empty() || (settings.size() == 1 && begins_with_path(settings));
}

std::string lines(const Settings& settings, std::size_t from) {
    std::string text;
    for (auto i = from; i < settings.size(); ++i) text += format("{};\n", settings[i]);
    return text;
}

// Nothing: no statement stands before.
std::string change(const Settings* from, const Settings& to) {
    const std::string path(begins_with_path(to) ? "" : usual_path);
    if (from == nullptr || (is_path_at_most(*from) && is_path_at_most(to) && *from != to))
        return path + lines(to, 0) + '\n';
    if (to.size() >= from->size() && std::equal(from->begin(), from->end(), to.begin()))
        return to.size() == from->size() ? std::string() : lines(to, from->size()) + '\n';
    return "RESET SESSION AUTHORIZATION;\nRESET ALL;\n" + path + lines(to, 0) + '\n';
}

} // namespace

std::string script(const plan::Plan& plan) {
    std::string text;
    const Settings* holding = nullptr;
    for (const auto& step : plan.steps) {
        text += change(holding, step.settings);
        holding = &step.settings;
        text += format("{};\n", step.sql.sql());
        if (step.copy_data) text += format("{}\\.\n", *step.copy_data);
        text += '\n';
    }
    if (!text.empty()) text.pop_back();
    return text;
}

} // namespace pgslate::report
