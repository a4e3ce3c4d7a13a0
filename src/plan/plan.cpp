#include "plan/plan.hpp"

#include "plan/grouping.hpp"
#include "plan/rule.hpp"
#include "plan/selection.hpp"
#include "plan/settings.hpp"

#include <map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What a .sql model's statement creates, by the statement.
using Makers = std::map<Identity, std::vector<Identity>>;

Makers makers(const Catalog& catalog) {
    Makers result;
    for (const auto& [id, fact] : catalog.facts)
        if (fact.made_by) result[*fact.made_by].push_back(id);
    return result;
}

Step statement_step(const Fact& fact, const Makers& made) {
    Step step{.sql = find_rule(fact.id.kind)->create(fact),
              .settings = fact.list("settings"),
              .origins = {{0, fact.place}},
              .verbatim = true,
              .removes = fact.has("removes"),
              .shared = fact.has("shared"),
              .changes_data = fact.has("changes_data")};
    if (fact.has("copy_data")) step.copy_data = fact.text("copy_data");
    if (const auto found = made.find(fact.id); found != made.end()) step.creates = found->second;
    return step;
}

// The clauses are looked for in the finished text, each behind the one before, so that an error in
// it can be traced to the line of the model that it came from.
std::vector<Step::Origin> origins_of(const Group& group, const std::string& sql) {
    std::vector<Step::Origin> origins = {{0, group.front().fact->place}};
    std::size_t from = 0;
    for (std::size_t i = 1; i < group.size(); ++i) {
        const auto& clause = group[i].clause.sql();
        const auto at = sql.find(clause, from);
        if (at == std::string::npos) continue;
        origins.push_back({at, group[i].fact->place});
        from = at + clause.size();
    }
    return origins;
}

// What was put off of a fact that a step before has created.
Step late_step(const Fact& fact, Author author) {
    return {.sql = find_rule(fact.id.kind)->late(fact),
            .settings = settings_for({&fact}, author),
            .origins = {{0, fact.place}}};
}

std::vector<const Fact*> facts_of(const Group& group) {
    std::vector<const Fact*> facts;
    for (const auto& member : group) facts.push_back(member.fact);
    return facts;
}

Step rule_step(const Group& group, Author author) {
    const auto& first = *group.front().fact;
    if (group.front().late) return late_step(first, author);
    const auto& rule = *find_rule(first.id.kind);
    std::vector<sql::Text> clauses;
    for (std::size_t i = 1; i < group.size(); ++i) clauses.push_back(group[i].clause);
    Step step{.sql = clauses.empty() ? rule.create(first) : rule.create_with(first, clauses),
              .settings = settings_for(facts_of(group), author)};
    step.origins = origins_of(group, step.sql.sql());
    for (const auto& member : group) step.creates.push_back(member.fact->id);
    return step;
}

void add_finishing(const Group& group, Author author, std::vector<Step>& steps) {
    for (const auto& [fact, clause, late] : group) {
        const auto finish = find_rule(fact->id.kind)->finish;
        if (finish == nullptr || late) continue;
        for (auto& sql : finish(*fact))
            steps.push_back(Step{.sql = std::move(sql),
                                 .settings = settings_for({fact}, author),
                                 .origins = {{0, fact->place}}});
    }
}

Plan plan_of(const Catalog& wanted, const std::vector<const Fact*>& facts, Author author) {
    const auto made = makers(wanted);
    Plan plan;
    for (const auto& group : ordered_groups(wanted, facts)) {
        if (const auto& first = *group.front().fact; first.id.kind == Kind::statement) {
            plan.steps.push_back(statement_step(first, made));
            continue;
        }
        plan.steps.push_back(rule_step(group, author));
        add_finishing(group, author, plan.steps);
    }
    return plan;
}

} // namespace

Plan plan_creation(const Catalog& wanted, Author author) {
    return plan_of(wanted, select_all(wanted), author);
}

Plan plan_missing(const Catalog& wanted, const Present& present, Statements others, Author author) {
    return plan_of(wanted, select_missing(wanted, present, others), author);
}

} // namespace pgslate::plan
