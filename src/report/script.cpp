#include "report/script.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using Settings = std::vector<std::string>;

// A session of psql has its own search_path: unqualified names mean `public` here.
std::string change(const Settings& from, const Settings& to) {
    const bool grows = to.size() >= from.size() && std::equal(from.begin(), from.end(), to.begin());
    std::string text;
    if (!grows) text = "RESET SESSION AUTHORIZATION;\nRESET ALL;\nSET search_path TO public;\n";
    for (auto i = grows ? from.size() : 0; i < to.size(); ++i) text += format("{};\n", to[i]);
    return text.empty() ? text : text + '\n';
}

} // namespace

std::string script(const plan::Plan& plan) {
    std::string text;
    if (!plan.steps.empty()) text = "SET search_path TO public;\n\n";
    Settings holding;
    for (const auto& step : plan.steps) {
        text += change(holding, step.settings);
        holding = step.settings;
        text += format("{};\n", step.sql.sql());
        if (step.copy_data) text += format("{}\\.\n", *step.copy_data);
        text += '\n';
    }
    if (!text.empty()) text.pop_back();
    return text;
}

} // namespace pgslate::report
