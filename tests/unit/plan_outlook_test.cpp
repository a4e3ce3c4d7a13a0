// What is known of the steps of a plan besides their SQL: locks, risks and reasons.
#include "plan/changes.hpp"
#include "plan/difference.hpp"
#include "plan/plan.hpp"
#include "plan/type_change.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Attributes;
using catalog::Catalog;
using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using catalog::Value;
using List = std::vector<std::string>;

const Identity orders{Kind::table, {"public", "orders"}, {}};
const Identity people{Kind::table, {"public", "people"}, {}};
const Identity amount{Kind::column, {"public", "orders", "amount"}, {}};

class PlanOutlook : public ::testing::Test {
  protected:
    PlanOutlook() {
        both(orders);
        both(people);
    }

    static void put(Catalog& catalog, const Identity& id, Attributes attributes = {}) {
        Fact fact{.id = id, .attributes = std::move(attributes)};
        if (id.names.size() == 3 && !catalog::is_annotation(id.kind))
            fact.parent = Identity{Kind::table, {id.names[0], id.names[1]}, {}};
        catalog.facts.insert_or_assign(id, std::move(fact));
    }
    void both(const Identity& id, const Attributes& attributes = {}) {
        put(live, id, attributes);
        put(declared, id, attributes);
    }

    std::vector<Step> steps() const {
        const auto found = differences(declared, live, Scope::everything);
        const auto changes = changes_of(declared, live, found, 15);
        return plan_changes(changes, found).steps;
    }
    Step only_step() const {
        auto all = steps();
        EXPECT_EQ(all.size(), 1U);
        return all.empty() ? Step() : all.front();
    }

    Catalog live;
    Catalog declared;
};

std::vector<Lock> strongest(const Identity& relation) {
    return {{LockMode::access_exclusive, relation}};
}

TEST_F(PlanOutlook, TellsTheTableThatIsLockedAndTheAttributeThatIsTheReason) {
    put(live, amount, {{"type", "numeric(12,4)"}});
    put(declared, amount, {{"type", "numeric(12,2)"}});
    const auto step = only_step();
    EXPECT_EQ(step.locks, strongest(orders));
    EXPECT_EQ(step.risks, (Risks{Risk::data_loss, Risk::rewrite, Risk::may_fail, Risk::no_undo}));
    ASSERT_EQ(step.reasons.size(), 1U);
    ASSERT_EQ(step.reasons.front().difference.attributes.size(), 1U);
    EXPECT_EQ(step.reasons.front().difference.attributes.front().name, "type");
    EXPECT_FALSE(step.reasons.front().because);
}

TEST_F(PlanOutlook, HoldsNoReaderUpForWhatIsOnlyCounted) {
    put(live, amount, {{"type", "integer"}});
    put(declared, amount, {{"type", "integer"}, {"statistics", "500"}});
    EXPECT_EQ(only_step().locks, (std::vector<Lock>{{LockMode::share_update_exclusive, orders}}));
}

TEST_F(PlanOutlook, KnowsTheLockOfEachOption) {
    put(declared, orders, {{"with", List{"fillfactor = 70"}}});
    EXPECT_EQ(only_step().locks.front().mode, LockMode::share_update_exclusive);
    put(declared, orders, {{"with", List{"user_catalog_table = true"}}});
    EXPECT_EQ(only_step().locks.front().mode, LockMode::access_exclusive);
    put(declared, orders, {{"with", List{"toast.autovacuum_enabled = false"}}});
    EXPECT_EQ(only_step().locks.front().mode, LockMode::share_update_exclusive);
}

TEST_F(PlanOutlook, LocksBothTablesOfAForeignKey) {
    const Identity key{Kind::foreign_key, {"public", "orders", "buyer"}, {}};
    const Attributes attributes = {{"columns", List{"buyer"}},
                                   {"references", List{"public", "people"}}};
    put(declared, key, attributes);
    const auto made = only_step();
    EXPECT_EQ(made.locks, (std::vector<Lock>{{LockMode::share_row_exclusive, orders},
                                             {LockMode::share_row_exclusive, people}}));
    EXPECT_EQ(made.risks, (Risks{Risk::scan, Risk::may_fail}));
    put(live, key, attributes);
    declared.facts.erase(key);
    EXPECT_EQ(only_step().locks.size(), 2U);
    EXPECT_EQ(only_step().risks, Risks());
}

TEST_F(PlanOutlook, LooksAtNoRowOfAConstraintThatIsNotValid) {
    const Identity check{Kind::check, {"public", "orders", "sane"}, {}};
    put(declared, check, {{"expression", "amount > 0"}, {"not_valid", "true"}});
    EXPECT_EQ(only_step().risks, Risks());
    put(live, check, {{"expression", "amount > 0"}, {"not_valid", "true"}});
    put(declared, check, {{"expression", "amount > 0"}});
    const auto step = only_step();
    EXPECT_EQ(step.risks, (Risks{Risk::scan, Risk::may_fail}));
    EXPECT_EQ(step.locks.front().mode, LockMode::share_update_exclusive);
}

TEST_F(PlanOutlook, LocksPartitionsWithTheirTable) {
    const Identity part{Kind::table, {"public", "orders_1"}, {}};
    both(part, {{"partition_of", List{"public", "orders"}}, {"bound", "DEFAULT"}});
    put(declared, amount, {{"type", "integer"}});
    EXPECT_EQ(only_step().locks, (std::vector<Lock>{{LockMode::access_exclusive, orders},
                                                    {LockMode::access_exclusive, part}}));
}

TEST_F(PlanOutlook, LocksTheWholeThatAPartitionIsPutInto) {
    const Identity part{Kind::table, {"public", "orders_1"}, {}};
    put(live, part);
    put(declared, part, {{"partition_of", List{"public", "orders"}}, {"bound", "DEFAULT"}});
    const auto step = only_step();
    EXPECT_EQ(step.locks, (std::vector<Lock>{{LockMode::access_exclusive, part},
                                             {LockMode::share_update_exclusive, orders}}));
    EXPECT_EQ(step.risks, (Risks{Risk::scan, Risk::may_fail}));
}

TEST_F(PlanOutlook, NamesTheColumnsOfADomainThatAreLookedAt) {
    const Identity domain{Kind::domain, {"public", "price"}, {}};
    both(amount, {{"type", "price"}});
    put(live, domain, {{"type", "integer"}});
    put(declared, domain, {{"type", "integer"}, {"not_null", "true"}});
    for (auto* catalog : {&live, &declared}) catalog->dependencies.push_back({amount, domain});
    const auto step = only_step();
    EXPECT_EQ(step.locks, (std::vector<Lock>{{LockMode::share, orders}}));
    EXPECT_EQ(step.risks, (Risks{Risk::scan, Risk::may_fail}));
}

TEST_F(PlanOutlook, LocksNothingForWhatIsNew) {
    put(declared, {Kind::table, {"public", "fresh"}, {}});
    put(declared, {Kind::column, {"public", "fresh", "id"}, {}}, {{"type", "integer"}});
    const auto step = only_step();
    EXPECT_TRUE(step.locks.empty());
    EXPECT_TRUE(step.risks.empty());
    EXPECT_EQ(step.reasons.front().difference.kind, Difference::Kind::missing);
}

TEST_F(PlanOutlook, KnowsWhatIsLostAndWhatIsNot) {
    put(live, amount, {{"type", "integer"}});
    EXPECT_TRUE(only_step().loses_data());
    put(live, amount, {{"type", "integer"}, {"generated", "1"}});
    EXPECT_FALSE(only_step().loses_data());
}

TEST_F(PlanOutlook, SaysForWhomElseSomethingIsMadeAgain) {
    const Identity view{Kind::view, {"public", "sums"}, {}};
    both(view, {{"query", "SELECT amount FROM orders"}});
    put(live, amount, {{"type", "integer"}});
    put(declared, amount, {{"type", "bigint"}});
    for (auto* catalog : {&live, &declared}) catalog->dependencies.push_back({view, amount});
    const auto all = steps();
    ASSERT_EQ(all.size(), 3U);
    for (const auto& step : all) {
        if (step.about == amount) continue;
        EXPECT_EQ(step.about, view);
        EXPECT_EQ(step.reasons.front().because, amount);
    }
}

TEST_F(PlanOutlook, SaysOfEachStatementOnlyTheAttributesThatItIsAbout) {
    put(live, amount, {{"type", "integer"}});
    put(declared, amount, {{"type", "integer"}, {"statistics", "5"}, {"storage", "main"}});
    const auto step = only_step();
    ASSERT_EQ(step.reasons.size(), 2U);
    for (const auto& reason : step.reasons) EXPECT_EQ(reason.difference.attributes.size(), 1U);
}

class PlanRights : public PlanOutlook {
  protected:
    // Of the whole plan from the one to the other.
    bool grants_more() const {
        return std::ranges::any_of(
            steps(), [](const Step& step) { return step.risks.contains(Risk::grants_more); });
    }
    // It goes one way and not the other.
    void expect_only_forth(const Identity& id, const Attributes& before, const Attributes& after) {
        put(live, id, before);
        put(declared, id, after);
        EXPECT_TRUE(grants_more()) << to_string(id);
        put(live, id, after);
        put(declared, id, before);
        EXPECT_FALSE(grants_more()) << to_string(id);
        live.facts.erase(id);
        declared.facts.erase(id);
    }
};

TEST_F(PlanRights, AreMoreWhereAViewNoLongerGuardsWhatItReads) {
    const Identity view{Kind::view, {"public", "mine"}, {}};
    for (const auto* option : {"security_invoker = true", "security_barrier = on"})
        expect_only_forth(view, {{"query", "SELECT 1"}, {"with", List{option}}},
                          {{"query", "SELECT 1"}});
    expect_only_forth(view, {{"query", "SELECT 1"}, {"with", List{"security_invoker = true"}}},
                      {{"query", "SELECT 2"}, {"with", List{"security_invoker = false"}}});
}

TEST_F(PlanRights, AreMoreWhereRowsAreNoLongerHidden) {
    expect_only_forth(orders, {{"row_security", "true"}}, {});
    expect_only_forth(orders, {{"force_row_security", "true"}}, {});
}

TEST_F(PlanRights, AreMoreWhereAPolicyLetsMorePass) {
    const Identity policy{Kind::policy, {"public", "orders", "own"}, {}};
    expect_only_forth(policy, {{"restrictive", "true"}, {"using", "true"}}, {{"using", "true"}});
    expect_only_forth(policy, {{"roles", List{"ada"}}, {"using", "true"}},
                      {{"roles", List{"ada", "bob"}}, {"using", "true"}});
    expect_only_forth(policy, {{"roles", List{"ada"}}, {"using", "true"}}, {{"using", "true"}});
    put(live, policy, {{"restrictive", "true"}});
    EXPECT_TRUE(grants_more()) << "one that restricts is dropped";
    put(live, policy, {{"using", "true"}});
    EXPECT_FALSE(grants_more()) << "one that permits is dropped";
}

TEST_F(PlanRights, AreMoreWhereAnybodyMayCallAFunctionAgain) {
    const Identity function{Kind::function, {"public", "f", ""}, {}};
    const Identity rights{Kind::privileges, {"public", "f", "", "public"}, Kind::function};
    const Attributes body = {{"form", "function"}, {"returns", "integer"}, {"arguments", ""}};
    both(function, body);
    put(live, rights, {{"revoked", "true"}});
    EXPECT_TRUE(grants_more()) << "it is not said any more";
    auto other = body;
    other["returns"] = "bigint";
    put(declared, function, other);
    EXPECT_TRUE(grants_more()) << "it is made again, and not said";
    put(declared, rights, {{"revoked", "true"}});
    EXPECT_FALSE(grants_more()) << "it is made again as it was";
}

TEST_F(PlanRights, AreMoreWhereTheyAreGranted) {
    const Identity rights{Kind::privileges, {"public", "orders", "ada"}, Kind::table};
    expect_only_forth(rights, {{"privileges", List{"SELECT"}}},
                      {{"privileges", List{"INSERT", "SELECT"}}});
    expect_only_forth(rights, {{"privileges", List{"SELECT"}}}, {{"grantable", List{"SELECT"}}});
    const Identity function{Kind::function, {"public", "f", ""}, {}};
    expect_only_forth(function, {{"form", "function"}},
                      {{"form", "function"}, {"security_definer", "true"}});
    const Identity defaults{Kind::default_privileges, {"ada", "", "TABLES"}, {}};
    expect_only_forth(defaults, {{"statements", List{}}},
                      {{"statements", List{"GRANT SELECT ON TABLES TO PUBLIC"}}});
}

TEST_F(PlanRights, AreNoneOfWhatIsNew) {
    const Identity fresh{Kind::table, {"public", "fresh"}, {}};
    put(declared, fresh);
    put(declared, {Kind::privileges, {"public", "fresh", "ada"}, Kind::table},
        {{"privileges", List{"SELECT"}}});
    put(declared, {Kind::policy, {"public", "fresh", "own"}, {}}, {{"using", "true"}});
    EXPECT_FALSE(grants_more());
}

TEST(ChangesOfTypes, AreKnownByWhetherRowsStayAsTheyAre) {
    EXPECT_TRUE(is_stored_alike("character varying(5)", "character varying(9)"));
    EXPECT_TRUE(is_stored_alike("character varying(5)", "text"));
    EXPECT_TRUE(is_stored_alike("numeric(8,2)", "numeric(10,2)"));
    EXPECT_TRUE(is_stored_alike("numeric(8,2)", "numeric"));
    EXPECT_FALSE(is_stored_alike("text", "character varying(9)"));
    EXPECT_FALSE(is_stored_alike("numeric(8,2)", "numeric(10,3)"));
    EXPECT_FALSE(is_stored_alike("numeric", "numeric(10,2)"));
    EXPECT_FALSE(is_stored_alike("integer", "bigint"));
}

TEST(ChangesOfTypes, AreKnownByWhetherAValueCanBeRefused) {
    EXPECT_TRUE(takes_all("integer", "bigint"));
    EXPECT_TRUE(takes_all("numeric(8,2)", "numeric(12,4)"));
    EXPECT_TRUE(takes_all("uuid", "text"));
    EXPECT_FALSE(takes_all("bigint", "integer"));
    EXPECT_FALSE(takes_all("integer", "numeric(4,0)"));
    EXPECT_FALSE(takes_all("numeric(8,2)", "numeric(8,4)"));
    EXPECT_FALSE(takes_all("text", "character varying(9)"));
    EXPECT_FALSE(takes_all("text", "integer"));
}

TEST_F(PlanOutlook, TakesARoleFromAMemberInTheNameOfEachWhoGaveIt) {
    const Identity ada{Kind::role, {"ada"}, {}};
    put(declared, ada, {{"member_of", List{"kept"}}});
    put(live, ada,
        {{"member_of", List{"gone", "kept"}},
         {"granted", List{"gone", "gone", "kept"}},
         {"granted_by", List{"postgres", "a B", "postgres"}}});
    const auto revoked = [this] {
        std::vector<std::string> sql;
        for (const auto& step : steps()) sql.push_back(step.sql.sql());
        return sql;
    };
    EXPECT_EQ(revoked(), (List{"REVOKE gone FROM ada GRANTED BY postgres",
                               "REVOKE gone FROM ada GRANTED BY \"a B\""}));
    put(live, ada, {{"member_of", List{"gone", "kept"}}});
    EXPECT_EQ(revoked(), List{"REVOKE gone FROM ada"}) << "before PostgreSQL 16";
}

} // namespace
} // namespace pgslate::plan
