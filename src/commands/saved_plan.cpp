#include "commands/saved_plan.hpp"

#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "base/new_files.hpp"
#include "base/version.hpp"
#include "commands/secrets.hpp"
#include "desired/cache_format.hpp"
#include "sql/script.hpp"

#include <algorithm>
#include <array>

namespace pgslate::commands {
namespace {

using std::filesystem::path;

constexpr std::string_view opening = "pgslate plan, version ";
constexpr std::array<std::string_view, 4> keys = {"database ", "live ", "declared ", "steps "};

std::string digest_of(catalog::Catalog catalog) {
    std::ranges::sort(catalog.dependencies);
    return digest(desired::to_bytes({.catalog = std::move(catalog)}));
}

std::string digest_of(const plan::Plan& plan) {
    std::string text;
    for (const auto& step : plan.steps) {
        for (const auto& setting : step.settings)
            text += format("{} {}\n", setting.size(), setting);
        text += format("{} {}\n", step.sql.sql().size(), step.sql.sql());
    }
    return digest(text);
}

[[noreturn]] void refuse(const path& file, std::string_view why,
                         std::vector<std::string> notes = {}) {
    Problem problem{.message = format("plan {} {}; nothing was changed", file.string(), why),
                    .notes = std::move(notes)};
    problem.hints = {"`pgslate plan --out` makes a new one."};
    throw Error(ExitStatus::bad_model, std::move(problem));
}

std::vector<std::string> statements_in(const std::string& text) {
    std::vector<std::string> statements;
    for (const auto& part : sql::split(text)) statements.emplace_back(part.in(text));
    return statements;
}

// Enough to see what has happened.
void add_others(std::string_view words, const std::vector<std::string>& statements,
                const std::vector<std::string>& known, std::vector<std::string>& notes) {
    constexpr std::size_t most = 3;
    std::size_t count = 0;
    for (const auto& statement : statements)
        if (std::ranges::count(known, statement) == 0 && ++count <= most)
            notes.push_back(format("{}: {}", words, statement.substr(0, statement.find('\n'))));
    if (count > most) notes.push_back(format("{}: {} more", words, count - most));
}

// The line that begins `rest`, which is then the rest behind it.
std::string take_line(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

std::string name_on_one_line(std::string name) {
    std::ranges::replace(name, '\n', ' ');
    return name;
}

} // namespace

PlannedFor planned_for(const std::string& database, const catalog::Catalog& live,
                       const catalog::Catalog& declared) {
    return {.database = name_on_one_line(database),
            .live = digest_of(live),
            .declared = digest_of(declared)};
}

SavedPlan::SavedPlan(PlannedFor made_for, const plan::Plan& plan)
    : made_for_(std::move(made_for)), steps_(digest_of(plan)) {
    for (const auto& step : plan.steps) text_ += format("\n{};\n", shown(step));
}

void SavedPlan::write(const path& file) const {
    const std::array values = {made_for_.database, made_for_.live, made_for_.declared, steps_};
    auto content = format("{}{}\n", opening, version);
    for (std::size_t i = 0; i < keys.size(); ++i) content += format("{}{}\n", keys[i], values[i]);
    content += text_;
    content += format("\ndigest {}\n", digest(content));
    const auto folder = file.has_parent_path() ? file.parent_path() : path(".");
    write_files(folder, {{file.filename(), std::move(content)}}, Existing::replace);
}

SavedPlan SavedPlan::read(const path& file) {
    const auto content = read_file(file, ExitStatus::bad_model);
    std::string_view rest = content;
    const auto first = take_line(rest);
    if (!first.starts_with(opening)) refuse(file, "is no plan of pgslate");
    const auto made_by = first.substr(opening.size());
    if (made_by != version)
        refuse(file, format("was made by version {}, and this is {}", made_by, version));
    const auto end = content.rfind("\ndigest ");
    if (end == std::string::npos
        || content.substr(end) != format("\ndigest {}\n", digest(content.substr(0, end))))
        refuse(file, "is damaged");
    SavedPlan saved;
    saved.file_ = file;
    const std::array values = {&saved.made_for_.database, &saved.made_for_.live,
                               &saved.made_for_.declared, &saved.steps_};
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto line = take_line(rest);
        if (!line.starts_with(keys[i])) refuse(file, "is damaged");
        *values[i] = line.substr(keys[i].size());
    }
    saved.text_ = rest.substr(0, rest.size() - (content.size() - end));
    return saved;
}

std::vector<std::string> SavedPlan::news(const SavedPlan& now) const {
    const auto saved = statements_in(text_);
    const auto present = statements_in(now.text_);
    std::vector<std::string> notes;
    add_others("only now", present, saved, notes);
    add_others("no longer", saved, present, notes);
    return notes;
}

void SavedPlan::check(const SavedPlan& now) const {
    if (made_for_.database != now.made_for_.database)
        refuse(file_, format("is for database {}, and this is {}", in_quotes(made_for_.database),
                             in_quotes(now.made_for_.database)));
    if (made_for_.live != now.made_for_.live)
        refuse(file_, "is for the database as it was before somebody changed it", news(now));
    if (made_for_.declared != now.made_for_.declared)
        refuse(file_, "is for what was declared before that was changed", news(now));
    if (steps_ != now.steps_ || text_ != now.text_)
        refuse(file_, "has other steps than those that lead there", news(now));
}

} // namespace pgslate::commands
