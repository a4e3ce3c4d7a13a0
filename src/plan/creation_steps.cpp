#include "plan/creation_steps.hpp"

#include "plan/rule.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

namespace pgslate::plan {
namespace {

using catalog::Fact;

// The clauses are looked for in the finished text, each behind the one before, so that an error in
// it can be traced to the line of the model that it came from.
std::vector<Step::Origin> origins_of(const Group& group, const std::string& sql) {
    std::vector<Step::Origin> origins = {{0, group.front().fact->place}};
    std::size_t from = 0;
    for (std::size_t i = 1; i < group.size(); ++i) {
        const auto& clause = group[i].clause.sql();
        const auto at = clause.empty() ? std::string::npos : sql.find(clause, from);
        if (at == std::string::npos) continue;
        origins.push_back({at, group[i].fact->place});
        from = at + clause.size();
    }
    return origins;
}

// What was put off of a fact that a step before has created.
std::optional<Step> later_step(const Node& node, Author author) {
    const auto& rule = *find_rule(node.fact->id.kind);
    if (node.part == Part::late) return step_of({node.fact}, rule.late(*node.fact), author);
    if (node.part == Part::last) return step_of({node.fact}, rule.at_last(*node.fact), author);
    return std::nullopt;
}

const Fact& written(const Node& node) {
    return node.form ? *node.form : *node.fact;
}

bool is_inside(const Node& node) {
    return !node.clause.empty();
}

Step rule_step(const Group& group, Author author) {
    const auto& first = written(group.front());
    const auto& rule = *find_rule(first.id.kind);
    std::vector<sql::Text> clauses;
    std::vector<const Fact*> facts = {&first};
    for (const auto& node : std::span(group).subspan(1)) {
        if (!is_inside(node)) continue;
        clauses.push_back(node.clause);
        facts.push_back(&written(node));
    }
    auto step = step_of(
        facts, clauses.empty() ? rule.create(first) : rule.create_with(first, clauses), author);
    step.origins = origins_of(group, step.sql.sql());
    for (const auto* fact : facts) step.creates.push_back(fact->id);
    return step;
}

void add_finishing(const Fact& fact, Author author, std::vector<Step>& steps) {
    const auto finish = find_rule(fact.id.kind)->finish;
    if (finish == nullptr) return;
    if (fact.has("fill")) author = Author::person;
    for (auto& sql : finish(fact)) steps.push_back(step_of({&fact}, std::move(sql), author));
}

// What follows a CREATE at once, kind by kind: a sequence goes with its table to the owner of that.
Group followers(const Group& group) {
    Group result;
    std::ranges::copy_if(std::span(group).subspan(1), std::back_inserter(result),
                         [](const Node& node) { return !is_inside(node); });
    std::ranges::stable_sort(result, {}, [](const Node& node) { return node.fact->id.kind; });
    return result;
}

} // namespace

Step step_of(const std::vector<const Fact*>& facts, sql::Text sql, Author author) {
    return {.sql = std::move(sql),
            .settings = settings_for(facts, author),
            .origins = {{0, facts.front()->place}},
            .about = facts.front()->id};
}

Makers makers(const catalog::Catalog& catalog) {
    Makers result;
    for (const auto& [id, fact] : catalog.facts)
        if (fact.made_by) result[*fact.made_by].push_back(id);
    return result;
}

Step statement_step(const Fact& statement, const Makers& made) {
    Step step{.sql = find_rule(statement.id.kind)->create(statement),
              .settings = statement.list("settings"),
              .origins = {{0, statement.place}},
              .verbatim = true,
              .removes = statement.has("removes"),
              .shared = statement.has("shared"),
              .changes_data = statement.has("changes_data")};
    if (const auto& copy = statement.statement->copy_data) {
        step.copy_data = copy->text;
        step.copy_line = copy->line;
    }
    if (const auto found = made.find(statement.id); found != made.end())
        step.creates = found->second;
    return step;
}

// Followers come before what finishes a CREATE: that may look at the object.
void add_creation_steps(const Group& group, Author author, std::vector<Step>& steps) {
    if (auto step = later_step(group.front(), author)) return steps.push_back(*std::move(step));
    steps.push_back(rule_step(group, author));
    for (const auto& node : followers(group)) steps.push_back(rule_step({node}, author));
    for (const auto& node : group) add_finishing(*node.fact, author, steps);
}

} // namespace pgslate::plan
