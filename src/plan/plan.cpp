#include "plan/plan.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "plan/default_grants.hpp"
#include "plan/folding.hpp"
#include "plan/grouping.hpp"
#include "plan/outlook.hpp"
#include "plan/rule.hpp"
#include "plan/selection.hpp"
#include "plan/settings.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>

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
    if (const auto& copy = fact.statement->copy_data) {
        step.copy_data = copy->text;
        step.copy_line = copy->line;
    }
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
        const auto at = clause.empty() ? std::string::npos : sql.find(clause, from);
        if (at == std::string::npos) continue;
        origins.push_back({at, group[i].fact->place});
        from = at + clause.size();
    }
    return origins;
}

Step step_of(const std::vector<const Fact*>& facts, sql::Text sql, Author author) {
    return {.sql = std::move(sql),
            .settings = settings_for(facts, author),
            .origins = {{0, facts.front()->place}},
            .about = facts.front()->id};
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

// Followers come before what finishes a CREATE: that may look at the object.
void add_steps(const Group& group, Author author, std::vector<Step>& steps) {
    if (auto step = later_step(group.front(), author)) return steps.push_back(*std::move(step));
    steps.push_back(rule_step(group, author));
    for (const auto& node : followers(group)) steps.push_back(rule_step({node}, author));
    for (const auto& node : group) add_finishing(*node.fact, author, steps);
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

// Where two steps each want to be the first, the order is none that keeps rows.
void check_order(const Plan& plan, const Identity& table, const CopiedRows& rows) {
    const auto place = [&](const auto& is_it) {
        return std::ranges::find_if(plan.steps, is_it) - plan.steps.begin();
    };
    const auto of_sql = [&](const Alteration& alteration) {
        return place([&](const Step& step) { return step.sql.sql() == alteration.sql.sql(); });
    };
    const auto aside = of_sql(rows.stepping_aside.back());
    const auto made =
        place([&](const Step& step) { return std::ranges::count(step.creates, table) > 0; });
    const auto copied = of_sql(rows.copying.front());
    const auto dropped =
        place([&](const Step& step) { return std::ranges::count(step.drops, table) > 0; });
    const auto end = static_cast<std::ptrdiff_t>(plan.steps.size());
    const bool partition_goes_first =
        std::any_of(plan.steps.begin(), plan.steps.begin() + copied, [&](const Step& step) {
            return std::ranges::any_of(step.drops, [&](const Identity& id) {
                return id.kind == Kind::table && std::ranges::count(rows.partitions, id) > 0;
            });
        });
    if (aside < made && made < copied && copied < dropped && dropped < end && !partition_goes_first)
        return;
    throw Error(ExitStatus::failed,
                format("no order of the steps was found that keeps the rows of {}; nothing was "
                       "changed",
                       to_string(table)),
                {"Apply what else changes in the models first, and this by itself."});
}

Plan plan_of(const Catalog& wanted, const std::vector<const Fact*>& facts, Author author) {
    const auto made = makers(wanted);
    Plan plan;
    for (const auto& group : ordered_groups(wanted, facts))
        if (const auto& first = *group.front().fact; first.id.kind == Kind::statement)
            plan.steps.push_back(statement_step(first, made));
        else
            add_steps(group, author, plan.steps);
    return plan;
}

Step step_of(const Rename& rename) {
    Step step{.sql = statement(rename), .origins = {{0, rename.place}}};
    step.doing = Step::Doing::alter;
    step.about = rename.to;
    step.whole = rename.to;
    if (rename.locked) {
        const auto mode = rename.from.kind == Kind::index ? LockMode::share_update_exclusive
                                                          : LockMode::access_exclusive;
        step.locks = {{mode, *rename.locked}};
    }
    step.reasons = {{.difference = {.kind = Difference::Kind::missing, .id = rename.to},
                     .place = rename.place}};
    return step;
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
        add_steps(group, Author::server, plan.steps);
        for (const auto& id : made_again(std::span(plan.steps).subspan(begin), changes))
            take_default_grants_back(id, defaults, changes, plan.steps);
        for (auto& step : std::span(plan.steps).subspan(begin))
            tell_of_creating(step, changes.target, outlook);
    }
    for (const auto& [table, rows] : changes.copied) check_order(plan, table, rows);
    plan.steps = folded(std::move(plan.steps), changes.live, changes.target);
    return plan;
}

void add_renames_back(Plan& plan, const Naming& naming, const Renamed& live) {
    std::map<Identity, Identity> now;
    for (const auto& [later, earlier] : live.was) now.emplace(earlier, later);
    for (const auto& rename : reversed(naming.renames)) {
        auto step = step_of(rename);
        for (auto& lock : step.locks)
            if (const auto found = now.find(lock.relation); found != now.end())
                lock.relation = found->second;
        plan.steps.push_back(std::move(step));
    }
}

void add_renames(Plan& plan, const Naming& naming, const Renamed& live, const Catalog& declared) {
    std::vector<Step> first;
    for (const auto& schema : naming.schemas) {
        const auto& fact = *declared.find(schema);
        auto step = step_of({&fact}, find_rule(Kind::schema)->create(fact), Author::server);
        step.creates = {schema};
        step.whole = schema;
        step.reasons = {{.difference = {.kind = Difference::Kind::missing, .id = schema}}};
        first.push_back(std::move(step));
    }
    for (const auto& rename : naming.renames) first.push_back(step_of(rename));
    for (auto& step : plan.steps) {
        for (auto& lock : step.locks) lock.relation = live.before(lock.relation);
        for (auto& relation : step.rows_of) relation = live.before(relation);
    }
    plan.steps.insert(plan.steps.begin(), std::make_move_iterator(first.begin()),
                      std::make_move_iterator(first.end()));
    plan.was = live.was;
}

void mark_parts(Catalog& wanted) {
    for (const auto& id : created_apart(wanted, select_all(wanted)))
        if (const auto stub = wanted.stubs.find(id); stub != wanted.stubs.end())
            wanted.facts.at(id).attributes["stub"] = stub->second;
        else
            wanted.facts.at(id).attributes["apart"] = "true";
}

} // namespace pgslate::plan
