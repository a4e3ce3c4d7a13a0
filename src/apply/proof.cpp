#include "apply/proof.hpp"

#include "apply/survival.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace pgslate::apply {
namespace {

using catalog::Identity;
using catalog::Kind;

std::vector<Identity> touched(const plan::Plan& plan) {
    std::set<Identity> relations;
    for (const auto& step : plan.steps)
        for (const auto& lock : step.locks) relations.insert(lock.relation);
    return {relations.begin(), relations.end()};
}

std::vector<Identity> written_anew(const plan::Plan& plan) {
    std::set<Identity> tables;
    for (const auto& step : plan.steps)
        if (step.risks.contains(plan::Risk::rewrite))
            std::ranges::copy_if(
                step.rows_of, std::inserter(tables, tables.end()),
                [](const Identity& relation) { return relation.kind == Kind::table; });
    return {tables.begin(), tables.end()};
}

std::vector<std::string> numbers_of(const std::vector<live::Counter>& counters) {
    std::set<std::string> numbers;
    for (const auto& counter : counters) numbers.insert({counter.sequence, counter.relation});
    return {numbers.begin(), numbers.end()};
}

std::vector<std::string> other_numbers_of_rows(const live::RowCounts& before,
                                               const live::RowCounts& after) {
    std::vector<std::string> differences;
    for (const auto& [number, table] : after)
        if (const auto rows = before.at(number).rows; rows != table.rows)
            differences.push_back(format("{} would have {} rows and had {}", join(table.names, "."),
                                         table.rows, rows));
    return differences;
}

// What this transaction has not locked others have dropped or put in its place.
std::vector<std::string> own_doing(const std::vector<Harm>& harms, postgres::Session& session) {
    std::vector<std::string> words;
    if (harms.empty()) return words;
    const auto locked = live::locked_alone(session);
    for (const auto& harm : harms)
        if (!harm.is_gone || locked.contains(harm.relation)) words.push_back(harm.what);
    return words;
}

Error not_as_before(std::vector<std::string> differences) {
    Problem problem;
    problem.message = format("{}; nothing was changed", differences.front());
    problem.notes.assign(differences.begin() + 1, differences.end());
    problem.hints = {"No step is to do that. If nothing in the database does it, such as an event "
                     "trigger, it is a bug in pgslate: please report it with the output of "
                     "`pgslate plan`."};
    return {ExitStatus::failed, std::move(problem)};
}

} // namespace

Proof::Proof(postgres::Session& session, const plan::Plan& plan)
    : session_(session), tables_(live::numbers_of_tables(session)),
      counters_(live::counters_of(session, touched(plan))) {}

void Proof::count_rows(const plan::Plan& plan) {
    rows_ = live::lock_and_count_rows(session_, written_anew(plan));
}

void Proof::check(const plan::Plan& plan) const {
    const auto tables = live::numbers_of_tables(session_);
    auto harms = lost_tables(tables_, tables, plan);
    const auto counters = live::counters_of(session_, numbers_of(counters_));
    std::ranges::move(lost_counters(counters_, counters, tables_, tables, plan),
                      std::back_inserter(harms));
    auto differences = own_doing(harms, session_);
    std::ranges::move(other_numbers_of_rows(rows_, live::count_rows(session_, rows_)),
                      std::back_inserter(differences));
    if (!differences.empty()) throw not_as_before(std::move(differences));
}

} // namespace pgslate::apply
