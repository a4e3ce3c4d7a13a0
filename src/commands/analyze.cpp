#include "commands/analyze.hpp"

#include "base/format.hpp"
#include "live/named_relations.hpp"
#include "plan/stale_statistics.hpp"
#include "postgres/told.hpp"

#include <vector>

namespace pgslate::commands {
namespace {

using catalog::Identity;
using sql::text;

constexpr std::string_view renewing = "renewing statistics";

std::vector<Identity> relations_of(const plan::StaleStatistics& stale) {
    std::vector<Identity> relations;
    for (const auto& [relation, columns] : stale) relations.push_back(relation);
    return relations;
}

void widen(plan::StaleStatistics& stale, postgres::Session& session) {
    const auto whole = live::analyzed_whole(session, relations_of(stale));
    for (auto& [relation, columns] : stale)
        if (whole.contains(relation.names)) columns.clear();
}

sql::Text statement(const Identity& relation, const std::set<std::string>& columns) {
    const auto name = sql::QualifiedName(relation.names.at(0), relation.names.at(1));
    if (columns.empty()) return text("ANALYZE {}", name);
    return text("ANALYZE {} ({})", name, sql::name_list({columns.begin(), columns.end()}));
}

Problem left_alone(const Error& error) {
    auto problem = error.problems().front();
    problem.hints.emplace_back("Everything was altered; statistics are renewed by ANALYZE, or by "
                               "autovacuum in time.");
    return problem;
}

// Each by itself: what fails stands in nobody's way.
void analyze_each(const Context& context, postgres::Session& session,
                  const plan::StaleStatistics& stale) {
    Progress::Task task(context.progress, "Analyzing", stale.size(), "tables");
    for (const auto& [relation, columns] : stale) try {
            const auto analyze = statement(relation, columns);
            task.set_part(analyze.sql());
            postgres::told(session, analyze, [&] { session.execute(analyze, renewing); });
            task.add_done();
        } catch (const postgres::ConnectionLost&) {
            throw;
        } catch (const Error& error) {
            if (is_interruption(error)) throw;
            context.warn(left_alone(error));
        }
}

} // namespace

void analyze(const Context& context, postgres::Session& session, const plan::Plan& plan) {
    auto stale = plan::stale_statistics(plan);
    if (stale.empty()) return;
    context.say(format("Analyzing {} {}.", stale.size(), stale.size() == 1 ? "table" : "tables"));
    session.on_warning([&context](const postgres::ServerError& warning) {
        context.warn(left_alone(Error(ExitStatus::failed, postgres::problem(warning, renewing))));
    });
    try {
        widen(stale, session);
        analyze_each(context, session, stale);
    } catch (const Error& error) {
        if (is_interruption(error)) throw Error(error.status(), left_alone(error));
        context.warn(left_alone(error));
    }
    session.on_warning({});
}

} // namespace pgslate::commands
