// What two catalogs don't have in common, as far as it says anything.
#include "plan/difference.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;
using Names = std::vector<std::string>;

const catalog::Identity compared_table{Kind::table, {"public", "t"}, {}};

// A table with these columns at these places.
Catalog table_with(const std::vector<std::pair<std::string, int>>& columns) {
    Catalog catalog;
    catalog.facts.emplace(compared_table, Fact{.id = compared_table});
    for (const auto& [name, place] : columns) {
        Fact fact{.id = {Kind::column, {"public", "t", name}, {}}, .parent = compared_table};
        fact.order = place;
        catalog.facts.emplace(fact.id, std::move(fact));
    }
    return catalog;
}

Catalog only(Fact fact) {
    Catalog catalog;
    catalog.facts.emplace(fact.id, std::move(fact));
    return catalog;
}

Catalog with(const catalog::Identity& id, const std::string& attribute, catalog::Value value) {
    Fact fact{.id = id};
    fact.attributes.emplace(attribute, std::move(value));
    return only(std::move(fact));
}

TEST(Differences, HoldTheOrderOfColumnsAgainstEachOtherByName) {
    const auto declared = table_with({{"a", 1}, {"fresh", 2}, {"b", 3}});
    EXPECT_TRUE(differences(table_with({{"a", 1}, {"b", 2}}), table_with({{"a", 2}, {"b", 7}}),
                            Scope::everything)
                    .empty());
    const auto found =
        differences(declared, table_with({{"b", 2}, {"old", 3}, {"a", 4}}), Scope::everything);
    ASSERT_EQ(found.size(), 3U); // the table, what is missing, and what is undeclared
    EXPECT_EQ(found.front().id, compared_table);
    ASSERT_EQ(found.front().attributes.size(), 1U);
    const auto& order = found.front().attributes.front();
    EXPECT_EQ(order.name, "column_order");
    EXPECT_EQ(order.declared, catalog::Value(Names{"a", "b"}));
    EXPECT_EQ(order.live, catalog::Value(Names{"b", "a"}));
}

TEST(Differences, LeaveOutAnOrderThatSaysNothing) {
    const catalog::Identity view{Kind::view, {"public", "v"}, {}};
    const auto one = with(view, "with", Names{"a = 1", "b = 2"});
    EXPECT_TRUE(
        differences(one, with(view, "with", Names{"b = 2", "a = 1"}), Scope::everything).empty());
    for (const auto& other : {Names{"a = 1"}, Names{"a = 1", "a = 1"}, Names{"a = 1", "b = 3"}})
        EXPECT_EQ(differences(one, with(view, "with", other), Scope::everything).size(), 1U);
    const catalog::Identity labels{Kind::enum_type, {"public", "e"}, {}};
    EXPECT_EQ(differences(with(labels, "labels", Names{"a", "b"}),
                          with(labels, "labels", Names{"b", "a"}), Scope::everything)
                  .size(),
              1U);
}

TEST(Differences, LeaveOutWhatIsOnlyDoneWhenSomethingIsMade) {
    const catalog::Identity view{Kind::materialized_view, {"public", "m"}, {}};
    EXPECT_TRUE(differences(only({.id = view}), with(view, "with_data", "false"), Scope::everything)
                    .empty());
}

// It is as much the database's as the database's own comment, and outlives a reset.
TEST(Differences, LeaveOutACommentOnPublicThatNobodyDeclares) {
    const catalog::Identity schema{Kind::schema, {"public"}, {}};
    auto live = with(comment_on(schema), "text", "ours");
    live.facts.merge(table_with({}).facts);
    EXPECT_TRUE(differences(table_with({}), live, Scope::mentioned).empty());
    auto declared = with(comment_on(schema), "text", "theirs");
    declared.facts.merge(table_with({}).facts);
    EXPECT_EQ(differences(declared, live, Scope::mentioned).size(), 1U);
}

} // namespace
} // namespace pgslate::plan
