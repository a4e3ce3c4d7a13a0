#include "plan/creation_steps.hpp"
#include "plan/plan.hpp"
#include "plan/rule.hpp"

#include <iterator>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

Step renaming(const Rename& rename) {
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

Step making_schema(const Identity& schema, const catalog::Catalog& declared) {
    const auto& fact = *declared.find(schema);
    auto step = step_of({&fact}, find_rule(Kind::schema)->create(fact), Author::server);
    step.creates = {schema};
    step.whole = schema;
    step.reasons = {{.difference = {.kind = Difference::Kind::missing, .id = schema}}};
    return step;
}

} // namespace

void add_renames(Plan& plan, const Naming& naming, const Renamed& live,
                 const catalog::Catalog& declared) {
    std::vector<Step> first;
    for (const auto& schema : naming.schemas) first.push_back(making_schema(schema, declared));
    for (const auto& rename : naming.renames) first.push_back(renaming(rename));
    for (auto& step : plan.steps) {
        for (auto& lock : step.locks) lock.relation = live.before(lock.relation);
        for (auto& relation : step.rows_of) relation = live.before(relation);
    }
    plan.steps.insert(plan.steps.begin(), std::make_move_iterator(first.begin()),
                      std::make_move_iterator(first.end()));
    plan.was = live.was;
}

void add_renames_back(Plan& plan, const Naming& naming, const Renamed& live) {
    std::map<Identity, Identity> now;
    for (const auto& [later, earlier] : live.was) now.emplace(earlier, later);
    for (const auto& rename : reversed(naming.renames)) {
        auto step = renaming(rename);
        for (auto& lock : step.locks)
            if (const auto found = now.find(lock.relation); found != now.end())
                lock.relation = found->second;
        plan.steps.push_back(std::move(step));
    }
}

} // namespace pgslate::plan
