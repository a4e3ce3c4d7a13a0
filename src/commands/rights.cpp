#include "commands/rights.hpp"

#include "base/format.hpp"
#include "live/rights.hpp"
#include "sql/text.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Right;

std::string shown(const std::string& name) {
    return sql::quoted(sql::Identifier(name));
}

// "table public.t belongs to role app"
std::string in_words(const Right& right, const catalog::Identity& about) {
    const auto what = to_string(about);
    switch (right.what) {
    case Right::What::act_as:
        return format("{}: it takes what role {} may, the owner of it or of what it belongs to",
                      what, shown(right.names.front()));
    case Right::What::give_to:
        return format("{}: role {} can be made the owner only by its members", what,
                      shown(right.names.front()));
    case Right::What::create_in:
        return format("{}: it takes CREATE on schema {}", what, shown(right.names.front()));
    case Right::What::create_schema: return format("{}: it takes CREATE on the database", what);
    case Right::What::refer_to:
        return format("{}: it takes REFERENCES on table {}", what,
                      sql::quoted(sql::QualifiedName(right.names.at(0), right.names.at(1))));
    }
    return what;
}

} // namespace

void ask_rights(postgres::Session& session, plan::Plan& plan,
                const std::vector<plan::RightNeeded>& needed) {
    std::set<Right> rights;
    for (const auto& need : needed) rights.insert(need.any_of.begin(), need.any_of.end());
    const auto lacking = live::lacking(session, rights);
    for (const auto& need : needed)
        if (std::ranges::all_of(need.any_of,
                                [&](const Right& right) { return lacking.contains(right); }))
            plan.steps.at(need.step).lacks.push_back(in_words(need.any_of.front(), need.about));
}

void refuse_lacking(const plan::Plan& plan, const std::string& role) {
    Problem problem;
    std::set<std::string> said;
    for (const auto& step : plan.steps)
        for (const auto& words : step.lacks)
            if (said.insert(words).second) problem.notes.push_back(words);
    if (said.empty()) return;
    problem.message =
        format("role {} may not do all that has to be done; nothing was changed", shown(role));
    problem.hints = {"Connect as a role that may, or have these rights granted: GRANT ROLE TO, "
                     "GRANT CREATE ON SCHEMA."};
    throw Error(ExitStatus::refused, std::move(problem));
}

} // namespace pgslate::commands
