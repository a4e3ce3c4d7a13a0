#include "commands/template_contents.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "database/database.hpp"
#include "live/read.hpp"

#include <algorithm>
#include <array>

namespace pgslate::commands {
namespace {

// Duplicate relation, object, function, schema; a function or a view that can't be replaced
// (manual, "PostgreSQL Error Codes").
constexpr std::array there_already = {"42P07", "42710", "42723", "42P06", "42P13", "42P16"};

// A function's last name tells its arguments.
const std::string& name_in(const catalog::Identity& id) {
    return id.kind == catalog::Kind::function ? id.names.at(1) : id.names.back();
}

} // namespace

TemplateContents::TemplateContents(postgres::Session& session) {
    if (!database::has_objects(session)) return;
    for (const auto& [id, fact] : live::read(session, live::Dependencies::none).catalog.facts)
        names_.insert(id);
}

bool TemplateContents::is_in_the_way(const Problem& problem) const {
    if (std::ranges::find(there_already, problem.sqlstate) == there_already.end()) return false;
    return std::ranges::any_of(names_, [&](const catalog::Identity& id) {
        return problem.message.find(format("\"{}\"", name_in(id))) != std::string::npos;
    });
}

Error TemplateContents::explain(const Error& error) const {
    auto problems = error.problems();
    bool explained = false;
    for (auto& problem : problems) {
        if (!is_in_the_way(problem)) continue;
        problem.notes.emplace_back("it comes from the template of the new database");
        explained = true;
    }
    if (!explained) return error;
    return with_hint(Error(error.status(), std::move(problems)),
                     "With `--template template0` a new database begins empty.");
}

} // namespace pgslate::commands
