// Which locks of a plan are taken before its first step.
#include "plan/locks.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

const Identity t{Kind::table, {"public", "t"}, {}};
const Identity u{Kind::table, {"public", "u"}, {}};
const Identity v{Kind::table, {"public", "v"}, {}};
const Identity index_of_t{Kind::index, {"public", "i"}, {}};

Step step(std::vector<Lock> locks, Risks risks = {}) {
    Step result;
    result.locks = std::move(locks);
    result.risks = risks;
    return result;
}

Plan plan_of(std::vector<Step> steps) {
    Plan plan;
    plan.steps = std::move(steps);
    return plan;
}

TEST(LocksBeforehand, AreTheStrongestOfEachTableAndThoseFirst) {
    const auto plan =
        plan_of({step({{LockMode::share, t}, {LockMode::access_exclusive, index_of_t}}),
                 step({{LockMode::share_row_exclusive, u}}),
                 step({{LockMode::access_exclusive, t}, {LockMode::share, v}})});
    const std::vector<Lock> expected = {
        {LockMode::access_exclusive, t}, {LockMode::share_row_exclusive, u}, {LockMode::share, v}};
    EXPECT_EQ(locks_beforehand(plan), expected);
}

TEST(LocksBeforehand, AreNoneForOneTableOrWhatBlocksNobody) {
    EXPECT_TRUE(locks_beforehand(plan_of({})).empty());
    EXPECT_TRUE(locks_beforehand(
                    plan_of({step({{LockMode::access_exclusive, t}}), step({{LockMode::share, t}}),
                             step({{LockMode::access_share, u}})}))
                    .empty());
}

TEST(LocksBeforehand, AreNoneWhereTheyWouldBeHeldForLong) {
    for (const auto risk : {Risk::rewrite, Risk::scan})
        EXPECT_TRUE(locks_beforehand(plan_of({step({{LockMode::access_exclusive, t}}),
                                              step({{LockMode::share, u}}, {risk})}))
                        .empty());
}

} // namespace
} // namespace pgslate::plan
