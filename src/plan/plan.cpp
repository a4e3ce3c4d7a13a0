#include "plan/plan.hpp"

#include "plan/copied_order.hpp"
#include "plan/creation_steps.hpp"
#include "plan/default_grants.hpp"
#include "plan/folding.hpp"
#include "plan/grouping.hpp"
#include "plan/outlook.hpp"
#include "plan/selection.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What is dropped or altered.
void add_changing_steps(const Node& node, const Outlook& outlook, std::vector<Step>& steps) {
    const auto& fact = *node.fact;
    for (const auto& alteration : node.statements) {
        const auto author = alteration.of_model ? Author::person : Author::server;
        auto step = step_of({&fact}, alteration.sql, author);
        step.about = fact.id;
        if (node.part == Part::drop && alteration.turn != Turn::release) {
            step.doing = Step::Doing::drop;
            step.drops = {fact.id};
            outlook.of_dropping(step, fact);
        } else {
            step.doing = Step::Doing::alter;
            if (alteration.converts) step.converts = {fact.id};
            outlook.of_altering(step, fact, alteration);
        }
        steps.push_back(std::move(step));
    }
}

std::vector<const Fact*> default_privileges(const Changes& changes, const Catalog& live) {
    std::vector<const Fact*> result;
    for (const auto* catalog : {&live, &changes.target})
        for (const auto& [id, fact] : catalog->facts)
            if (id.kind == Kind::default_privileges) result.push_back(&fact);
    return result;
}

std::vector<Identity> made_again(std::span<const Step> steps, const Changes& changes) {
    std::vector<Identity> result;
    for (const auto& step : steps)
        std::ranges::copy_if(step.creates, std::back_inserter(result),
                             [&](const Identity& id) { return changes.dropped.contains(id); });
    return result;
}

// Made by whom, is known only when it is: what nobody was granted can be revoked all the same.
void take_default_grants_back(const Identity& id, const std::vector<const Fact*>& defaults,
                              const Changes& changes, std::vector<Step>& steps) {
    std::set<std::string> said;
    for (const auto* fact : defaults)
        for (auto& sql : without_default_grants(*fact, id)) {
            if (!said.insert(sql.sql()).second) continue;
            auto step = step_of({changes.target.find(id)}, std::move(sql), Author::server);
            step.doing = Step::Doing::alter;
            steps.push_back(std::move(step));
        }
}

// What creates nothing finishes something.
void tell_of_creating(Step& step, const Catalog& target, const Outlook& outlook) {
    for (const auto& id : step.creates) outlook.of_creating(step, *target.find(id));
    if (step.creates.empty()) outlook.of_finishing(step, *target.find(step.about.value()));
}

Plan plan_of(const Catalog& wanted, const std::vector<const Fact*>& facts, Author author) {
    const auto made = makers(wanted);
    Plan plan;
    for (const auto& group : ordered_groups(wanted, facts))
        if (const auto& first = *group.front().fact; first.id.kind == Kind::statement)
            plan.steps.push_back(statement_step(first, made));
        else
            add_creation_steps(group, author, plan.steps);
    return plan;
}

} // namespace

Plan plan_creation(const Catalog& wanted, Author author) {
    return plan_of(wanted, select_all(wanted), author);
}

Plan plan_missing(const Catalog& wanted, const Present& present, Statements others) {
    return plan_of(wanted, select_missing(wanted, present, others), Author::person);
}

Plan plan_changes(const Changes& changes, const std::vector<Difference>& differences) {
    Plan plan;
    plan.counters = changes.counters;
    const Outlook outlook(changes, changes.live, differences);
    const auto created = select_these(changes.target, changes.created);
    const auto defaults = default_privileges(changes, changes.live);
    for (const auto& group : ordered_changes(changes, created)) {
        const auto& first = group.front();
        if (first.part == Part::drop || first.part == Part::alter) {
            add_changing_steps(first, outlook, plan.steps);
            continue;
        }
        const auto begin = plan.steps.size();
        add_creation_steps(group, Author::server, plan.steps);
        for (const auto& id : made_again(std::span(plan.steps).subspan(begin), changes))
            take_default_grants_back(id, defaults, changes, plan.steps);
        for (auto& step : std::span(plan.steps).subspan(begin))
            tell_of_creating(step, changes.target, outlook);
    }
    for (const auto& [table, rows] : changes.copied) check_order(plan, table, rows);
    plan.steps = folded(std::move(plan.steps), changes.live, changes.target);
    return plan;
}

void mark_parts(Catalog& wanted) {
    for (const auto& id : created_apart(wanted, select_all(wanted)))
        if (const auto stub = wanted.stubs.find(id); stub != wanted.stubs.end())
            wanted.facts.at(id).attributes["stub"] = stub->second;
        else
            wanted.facts.at(id).attributes["apart"] = "true";
}

} // namespace pgslate::plan
