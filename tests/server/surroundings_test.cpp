// Plans from a part of two states, held against those from the whole.
#include "base/format.hpp"
#include "live/read.hpp"
#include "plan/changes.hpp"
#include "plan/plan.hpp"
#include "plan/surroundings.hpp"
#include "support/random_walk.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

using catalog::Catalog;

std::vector<std::string> statements_between(const Catalog& declared, const Catalog& live,
                                            const std::vector<plan::Difference>& differences,
                                            int major) {
    const auto changes = plan::changes_of(declared, live, differences, major);
    std::vector<std::string> statements;
    for (const auto& step : plan::plan_changes(changes, differences).steps)
        statements.push_back(step.sql.sql());
    return statements;
}

// Returns how much was left out.
std::size_t expect_same_plan(const Catalog& declared, const Catalog& live, plan::Scope scope,
                             int major) {
    const auto differences = plan::differences(declared, live, scope);
    const auto part = plan::surroundings(declared, live, differences);
    EXPECT_EQ(plan::differences(part.declared, part.live, scope).size(), differences.size());
    EXPECT_EQ(statements_between(part.declared, part.live, differences, major),
              statements_between(declared, live, differences, major));
    return live.facts.size() - part.live.facts.size();
}

class SurroundingsOfRandomStates : public ::testing::TestWithParam<unsigned> {};

TEST_P(SurroundingsOfRandomStates, PlanAsTheWholeStatesDo) {
    const TestDatabase database("_part");
    auto session = database.session();
    // A session of its own, as what it sees must not depend on a search path.
    const auto read = [&] {
        postgres::Session reader(database.parameters());
        return live::read(std::move(reader), live::Dependencies::all).catalog;
    };
    RandomWalk walk(session, "r", GetParam());
    walk.begin();
    auto before = read();
    std::size_t left_out = 0;
    for (int change = 0; change < 8; ++change) {
        walk.change(1 + change % 3);
        auto after = read();
        const auto major = session.server().major();
        for (const auto scope : {plan::Scope::everything, plan::Scope::mentioned}) {
            left_out += expect_same_plan(after, before, scope, major);
            left_out += expect_same_plan(before, after, scope, major);
        }
        if (HasFailure()) {
            for (const auto& statement : walk.done()) ADD_FAILURE() << statement;
            return;
        }
        before = std::move(after);
    }
    EXPECT_GT(left_out, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SurroundingsOfRandomStates, ::testing::Range(1U, 4U));
INSTANTIATE_TEST_SUITE_P(More, SurroundingsOfRandomStates, ::testing::Range(4U, 16U));

} // namespace
} // namespace pgslate::testing
