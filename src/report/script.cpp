#include "report/script.hpp"

#include "base/format.hpp"
#include "plan/for_psql.hpp"
#include "report/steps.hpp"
#include "report/terminal_text.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using Settings = std::vector<std::string>;

constexpr std::string_view sets_path = "SET search_path TO ";
// A session of psql has its own: unqualified names mean `public` here.
constexpr std::string_view usual_path = "SET search_path TO public;\n";
constexpr std::string_view reset = "RESET SESSION AUTHORIZATION;\nRESET ALL;\n";

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

// The lines between two statements, or before the first. `always` holds whatever is changed.
class Changes {
  public:
    explicit Changes(const Settings& always) : always_(lines(always, 0)) {}

    std::string to(const Settings& wanted) {
        auto text = holding_ == nullptr ? always_ + all(wanted) : change(*holding_, wanted);
        holding_ = &wanted;
        return text;
    }

  private:
    static std::string all(const Settings& wanted) {
        return path_line(wanted) + lines(without_path(wanted), 0) + '\n';
    }

    std::string change(const Settings& from, const Settings& to) const {
        if (from == to) return {};
        const auto before = without_path(from);
        const auto after = without_path(to);
        const bool new_path = path_line(from) != path_line(to);
        if (!goes_on(before, after) || (new_path && mentions_path(after)))
            return std::string(reset) + always_ + all(to);
        return (new_path ? path_line(to) : std::string()) + lines(after, before.size()) + '\n';
    }

    std::string always_;
    const Settings* holding_ = nullptr;
};

} // namespace

namespace {

std::string comment(const std::vector<std::string>& notes) {
    std::string text;
    for (const auto& note : notes) text += format("-- {}\n", on_one_line(note));
    return text;
}

// What psql may be set to by whoever runs it: to go on behind an error, to take the end of a line
// for that of a statement, to make a savepoint for each (psql's manual, "Variables").
constexpr std::string_view for_all_or_nothing =
    "\\set ON_ERROR_STOP on\n"
    "\\set ON_ERROR_ROLLBACK off\n"
    "\\set SINGLELINE off\n"
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;\n";

using NotesOn = std::vector<std::string> (*)(const plan::Step&);

std::string statements(const plan::Plan& plan, const Settings& settings, NotesOn notes) {
    std::string text;
    Changes changes(settings);
    for (const auto& step : plan.steps) {
        text += changes.to(step.settings);
        if (notes != nullptr) text += comment(notes(step));
        text += format("{};\n", plan::for_psql(step.sql));
        if (step.copy_data) text += format("{}\\.\n", step.copy_data->view());
        text += '\n';
    }
    if (!text.empty()) text.pop_back();
    return text;
}

} // namespace

std::string script(const plan::Plan& plan, const std::vector<std::string>& settings) {
    return statements(plan, settings, nullptr);
}

std::string altering_script(const plan::Plan& plan, const std::vector<std::string>& settings,
                            const std::vector<std::string>& head) {
    return format("{}{}{}\nCOMMIT;\n", comment(head), for_all_or_nothing,
                  statements(plan, settings, notes_on));
}

Json step_data(const plan::Step& step) {
    Json::Object data = {{"sql", step.sql.sql()}};
    if (!step.settings.empty())
        data.emplace_back("settings", Json::Array(step.settings.begin(), step.settings.end()));
    if (step.copy_data) data.emplace_back("copy_data", std::string(*step.copy_data));
    if (!step.origins.empty() && step.origins.front().place.known())
        data.emplace_back("declared_at", to_string(step.origins.front().place));
    return data;
}

} // namespace pgslate::report
