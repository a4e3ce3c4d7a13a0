// What is asked about rows before a plan runs, and what is not.
#include "plan/requirement.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

const Identity rows_table{Kind::table, {"public", "t"}, {}};
const Identity rows_column{Kind::column, {"public", "t", "a"}, {}};
const Identity rows_check{Kind::check, {"public", "t", "c"}, {}};

void add(Catalog& catalog, Fact fact) {
    const auto id = fact.id;
    catalog.facts.emplace(id, std::move(fact));
}

Catalog with_table() {
    Catalog catalog;
    add(catalog, {.id = rows_table});
    add(catalog, {.id = rows_column, .parent = rows_table, .attributes = {{"type", "integer"}}});
    return catalog;
}

Catalog with_check(const std::string& expression) {
    auto catalog = with_table();
    add(catalog,
        {.id = rows_check, .parent = rows_table, .attributes = {{"expression", expression}}});
    return catalog;
}

std::vector<Requirement> required(const Catalog& declared, const Renamed& live,
                                  const std::vector<Conversion>& conversions = {}) {
    const auto differing = differences(declared, live.catalog, Scope::everything);
    return requirements(declared, live, changes_of(declared, live.catalog, differing, 15),
                        differing, conversions);
}

TEST(Requirements, AskByTheNamesThatThereAreFirst) {
    Renamed live(with_table());
    live.was = {{rows_table, {Kind::table, {"public", "old"}, {}}},
                {rows_column, {Kind::column, {"public", "old", "b"}, {}}}};
    const auto all = required(with_check("(a > 0)"), live);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_NE(
        all[0].question.sql().find("FROM (SELECT b AS a FROM public.old) AS t WHERE NOT ((a > 0))"),
        std::string::npos)
        << all[0].question.sql();
    EXPECT_TRUE(all[0].is_written);
    EXPECT_EQ(all[0].types, std::vector<std::string>{"integer"});
}

TEST(Requirements, AskNothingWithNamesThatAreNotTheServersOwn) {
    const Renamed live(with_table());
    EXPECT_EQ(required(with_check("(a > 1.5)"), live).size(), 1U);
    EXPECT_EQ(required(with_check("(a > length('a.b'::text))"), live).size(), 1U);
    for (const auto* expression :
         {"public.f(a)", "(a OPERATOR(app.>) 0)", "((a)::app.d > 0)", "((t.*) IS NOT NULL)"})
        EXPECT_TRUE(required(with_check(expression), live).empty()) << expression;
}

TEST(Requirements, AskNothingThatNobodyLooksAt) {
    auto declared = with_check("(a > 0)");
    declared.facts.at(rows_check).attributes["not_valid"] = "true";
    EXPECT_TRUE(required(declared, Renamed(with_table())).empty());
    EXPECT_TRUE(required(with_check("(a > 0)"), Renamed(Catalog{})).empty()) << "nothing is there";
    EXPECT_TRUE(required(with_table(), Renamed(with_check("(a > 0)"))).empty()) << "it goes";
}

TEST(Requirements, AskNothingOfValuesThatBecomeOthers) {
    auto declared = with_check("(a > 0)");
    const Renamed live(with_table());
    EXPECT_TRUE(
        required(declared, live, {Conversion{.column = rows_column, .table = rows_table}}).empty());
    declared.facts.at(rows_column).attributes["fill"] = "1";
    EXPECT_TRUE(required(declared, live).empty());
}

} // namespace
} // namespace pgslate::plan
