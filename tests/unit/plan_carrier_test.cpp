// How a printed text is carried to the server again, whoever wrote it.
#include "plan/carrier_of.hpp"
#include "plan/element.hpp"
#include "plan/stand_in.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using Texts = std::vector<std::string>;

const Identity tried_table{Kind::table, {"app", "t"}, {}};

Fact part(Kind kind) {
    return {.id = {kind, {"app", "t", "c"}, {}}, .parent = tried_table, .attributes = {}};
}

std::string statement(const Fact& fact, const std::string& attribute, const catalog::Value& value) {
    const auto carrier = carrier_of(fact, attribute, value);
    return carrier ? carrier->statement.sql() : "";
}

TEST(Carriers, HoldAnExpressionOverTheColumnsOfItsTable) {
    EXPECT_EQ(statement(part(Kind::check), "expression", "(x > 1)"),
              "CREATE TEMPORARY VIEW pgslate_carrier AS (\n"
              "SELECT FROM app.t WHERE ((x > 1)\n) IS NOT NULL\n)");
}

TEST(Carriers, HoldNothingThatTheServerDoesNotPrint) {
    EXPECT_EQ(statement(part(Kind::check), "no_inherit", "true"), "");
    EXPECT_EQ(statement(part(Kind::comment), "text", "x"), "");
}

TEST(Carriers, HoldNothingThatLeavesItsPlace) {
    for (const auto* text :
         {"true); drop table x; --", "1) IS NOT NULL), ADD COLUMN y integer DEFAULT (1", "true;",
          "'a", "$a$ x", "/* x", "x) OR (y", "(x", "a]", "BEGIN ATOMIC SELECT 1; END; DROP TABLE x",
          "BEGIN ATOMIC SELECT 1;", "BEGIN; DROP TABLE x; END"}) {
        EXPECT_EQ(statement(part(Kind::check), "expression", text), "") << text;
        EXPECT_EQ(statement(part(Kind::column), "default", text), "") << text;
        EXPECT_EQ(statement(part(Kind::index), "elements", Texts{"x", text}), "") << text;
        EXPECT_EQ(statement({.id = {Kind::view, {"app", "v"}, {}}}, "query", text), "") << text;
    }
}

TEST(Carriers, EndInAComment) {
    EXPECT_EQ(statement(part(Kind::check), "expression", "true --"),
              "CREATE TEMPORARY VIEW pgslate_carrier AS (\n"
              "SELECT FROM app.t WHERE (true --\n) IS NOT NULL\n)");
}

TEST(Carriers, HoldABodyWithItsCommands) {
    const Fact function{.id = {Kind::function, {"app", "f", "integer"}, {}},
                        .attributes = {{"arguments", "a integer"},
                                       {"returns", "integer"},
                                       {"language", "sql"},
                                       {"support", "app.s"},
                                       {"security_definer", "true"}}};
    EXPECT_EQ(statement(function, "sql_body", "BEGIN ATOMIC SELECT f.a; END"),
              "CREATE FUNCTION pg_temp.f(a integer) RETURNS integer LANGUAGE sql \n"
              "BEGIN ATOMIC SELECT f.a; END");
    EXPECT_EQ(
        statement(function, "arguments", "a integer DEFAULT 1"),
        "CREATE FUNCTION pg_temp.f(a integer DEFAULT 1) RETURNS integer LANGUAGE sql AS $$$$");
}

// For each attribute that a text of the server's can be.
Texts all_statements() {
    Texts statements;
    for (int kind = 0; kind <= static_cast<int>(Kind::statement); ++kind)
        for (const auto* attribute :
             {"expression", "elements", "where", "query", "default", "generated", "partition_by",
              "definition", "using", "check", "arguments", "sql_body", "tables", "bound", "type",
              "options", "with", "body"})
            for (const catalog::Value& value : {catalog::Value("x"), catalog::Value(Texts{"x"})})
                if (auto sql = statement(part(static_cast<Kind>(kind)), attribute, value);
                    !sql.empty())
                    statements.push_back(std::move(sql));
    return statements;
}

bool evaluates_nothing(const std::string& sql) {
    static constexpr std::array beginnings = {"CREATE TEMPORARY VIEW ", "CREATE TRIGGER ",
                                              "CREATE RULE ", "CREATE STATISTICS ",
                                              "CREATE FUNCTION pg_temp."};
    if (sql.starts_with("ALTER DOMAIN ")) return sql.ends_with(" NOT VALID");
    return std::ranges::any_of(beginnings,
                               [&](const char* words) { return sql.starts_with(words); });
}

TEST(Carriers, AreStatementsThatEvaluateNothing) {
    const auto statements = all_statements();
    EXPECT_GT(statements.size(), 15U);
    for (const auto& sql : statements) EXPECT_TRUE(evaluates_nothing(sql)) << sql;
}

TEST(Carriers, HoldNoArgumentsWithoutADefault) {
    Fact function{.id = {Kind::function, {"app", "f", "integer"}, {}}, .attributes = {}};
    EXPECT_EQ(statement(function, "arguments", "a integer"), "");
    function.attributes.emplace("form", "aggregate");
    EXPECT_EQ(statement(function, "arguments", "\" DEFAULT \" integer"), "");
}

TEST(Elements, BeginWithAnExpressionOrAName) {
    const auto expression = [](const std::string& element) {
        return element.substr(0, length_of_expression(element));
    };
    EXPECT_EQ(expression("name"), "");
    EXPECT_EQ(expression(R"("a(b" COLLATE pg_catalog."C" DESC)"), "");
    EXPECT_EQ(expression("name app.ops (siglen='32')"), "");
    EXPECT_EQ(expression("((a + 1)) DESC"), "((a + 1))");
    EXPECT_EQ(expression("lower((a)::text) COLLATE pg_catalog.\"C\""), "lower((a)::text)");
    EXPECT_EQ(expression("app.\"F\"(a, ')') app.ops (x='1')"), "app.\"F\"(a, ')')");
    EXPECT_EQ(expression("f(a"), "");
    EXPECT_EQ(expression(""), "");
}

TEST(Elements, OfAKeyStandBetweenItsCommas) {
    EXPECT_EQ(elements_of_key("RANGE (a, f(b, ','), ((c[1] + 2)) COLLATE \"C,\")"),
              (Texts{"a", " f(b, ',')", " ((c[1] + 2)) COLLATE \"C,\""}));
    EXPECT_EQ(elements_of_key("LIST"), Texts());
}

// The types are somebody else's words.
TEST(StandIns, HaveTheColumnsThatTheServerKnowsByItself) {
    catalog::Catalog catalog;
    int order = 0;
    for (const auto& [name, type] : std::vector<std::pair<std::string, std::string>>{
             {"b", "character varying(9)"}, {"a", "numeric(4,2)[]"}, {"mood", "app.mood"}}) {
        Fact column{.id = {Kind::column, {"app", "t", name}, {}},
                    .parent = tried_table,
                    .attributes = {{"type", type}},
                    .order = ++order};
        catalog.facts.emplace(column.id, column);
    }
    const auto stand_ins = plan::stand_ins(catalog);
    ASSERT_EQ(stand_ins.size(), 1U);
    EXPECT_EQ(stand_ins[0].statements.back().sql(),
              "CREATE VIEW app.t AS SELECT CAST(NULL AS character varying(9)) AS b, "
              "CAST(NULL AS numeric(4,2)[]) AS a");
}

} // namespace
} // namespace pgslate::plan
