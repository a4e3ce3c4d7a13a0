// Statements about one table that become one.
#include "plan/folding.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

const Identity sold{Kind::table, {"app", "sold"}, {}};

Step step(const std::string& name, const std::string& words, std::string_view only = "") {
    Step result{.sql = sql::Text::verbatim(format("ALTER TABLE {}app.sold {}", only, words))};
    result.doing = Step::Doing::alter;
    result.about = Identity{Kind::column, {"app", "sold", name}, {}};
    result.whole = sold;
    result.risks = {Risk::rewrite};
    result.rows_of = {sold};
    result.locks = {{LockMode::access_exclusive, sold}};
    result.reasons = {{.difference = {.id = *result.about}}};
    return result;
}

std::vector<std::string> statements(std::vector<Step> steps, const Catalog& live = {}) {
    std::vector<std::string> result;
    for (const auto& one : folded(std::move(steps), live, live)) result.push_back(one.sql.sql());
    return result;
}

TEST(Folding, WritesTheRowsOfATableOnce) {
    const auto all = folded({step("a", "ALTER COLUMN a TYPE bigint", "ONLY "),
                             step("b c", "ALTER COLUMN \"b c\" TYPE numeric(10,2)")},
                            {}, {});
    ASSERT_EQ(all.size(), 1U);
    const auto& one = all.front();
    EXPECT_EQ(one.sql.sql(), "ALTER TABLE app.sold\n    ALTER COLUMN a TYPE bigint,\n    "
                             "ALTER COLUMN \"b c\" TYPE numeric(10,2)");
    EXPECT_EQ(one.about, sold);
    EXPECT_EQ(one.rows_of, std::vector{sold});
    EXPECT_EQ(one.locks.size(), 1U);
    EXPECT_EQ(one.reasons.size(), 2U);
}

TEST(Folding, KeepsTheOrderOfWhatIsDoneToOneColumn) {
    const auto set_default = step("a", "ALTER COLUMN a SET DEFAULT 1");
    const auto type = step("a", "ALTER COLUMN a TYPE bigint");
    const auto drop_default = step("b", "ALTER COLUMN b DROP DEFAULT");
    EXPECT_EQ(statements({type, set_default, drop_default}).size(), 1U);
    EXPECT_EQ(statements({set_default, type}).size(), 2U);
    EXPECT_EQ(statements({step("c", "ADD COLUMN c integer"), step("b", "DROP COLUMN b")}).size(),
              2U);
    EXPECT_EQ(statements({step("b", "DROP COLUMN b"), step("c", "ADD COLUMN c integer")}).size(),
              1U);
}

TEST(Folding, LeavesAloneWhatIsNotKnownToGoTogether) {
    const auto type = step("a", "ALTER COLUMN a TYPE bigint");
    EXPECT_EQ(statements({type, step("b", "RENAME COLUMN b TO c")}).size(), 2U);
    auto other = step("b", "ALTER COLUMN b TYPE bigint");
    other.settings = {"SET search_path TO app"};
    EXPECT_EQ(statements({type, other}).size(), 2U);
    other = step("b", "ALTER COLUMN b TYPE bigint");
    other.whole = Identity{Kind::table, {"app", "people"}, {}};
    EXPECT_EQ(statements({type, other}).size(), 2U);
}

TEST(Folding, LeavesWhatLosesDataOrGrantsMoreByItself) {
    for (const auto risk : {Risk::data_loss, Risk::grants_more}) {
        auto risky = step("b", "ALTER COLUMN b TYPE integer");
        risky.risks.add(risk);
        EXPECT_EQ(statements({step("a", "ALTER COLUMN a TYPE bigint"), risky}).size(), 2U);
    }
}

TEST(Folding, TellsATableFromItsChildren) {
    Catalog live;
    const Identity child{Kind::table, {"app", "old_orders"}, {}};
    live.facts.insert(
        {child,
         {.id = child, .attributes = {{"inherits", std::vector<std::string>{"app", "sold"}}}}});
    const auto only = step("a", "ALTER COLUMN a SET STATISTICS 5", "ONLY ");
    const auto all = step("b", "ALTER COLUMN b TYPE bigint");
    EXPECT_EQ(statements({all, only}).size(), 1U);
    EXPECT_EQ(statements({all, only}, live).size(), 2U);
    EXPECT_EQ(statements({only, only}, live).at(0),
              "ALTER TABLE ONLY app.sold\n    ALTER COLUMN a SET STATISTICS 5,\n    "
              "ALTER COLUMN a SET STATISTICS 5");
}

TEST(Folding, KnowsFromWhichModelEachPartComes) {
    auto first = step("a", "ALTER COLUMN a TYPE bigint");
    first.origins = {{0, {.file = "one.toml"}}};
    auto second = step("b", "ALTER COLUMN b TYPE bigint");
    second.origins = {{0, {.file = "two.toml"}}};
    const auto all = folded({first, second}, {}, {});
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all.front().origins.size(), 2U);
    const auto& origin = all.front().origins.back();
    EXPECT_EQ(origin.place.file, "two.toml");
    EXPECT_EQ(all.front().sql.sql().substr(origin.begin), "ALTER COLUMN b TYPE bigint");
}

} // namespace
} // namespace pgslate::plan
