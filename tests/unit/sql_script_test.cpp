#include "sql/script.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgslate::sql {
namespace {

using PartKind = ScriptPart::Kind;
using Lines = std::vector<std::string>;

Lines parts_of(std::string_view script) {
    Lines result;
    for (const auto& part : split(script)) result.emplace_back(part.in(script));
    return result;
}

bool all_closed(std::string_view script) {
    for (const auto& part : split(script))
        if (!part.closed) return false;
    return true;
}

TEST(Scripts, EndStatementsAtSemicolons) {
    EXPECT_EQ(parts_of("select 1; select 2"), (Lines{"select 1", "select 2"}));
    EXPECT_EQ(parts_of("  select 1 ;\n-- more\nselect 2;\n"), (Lines{"select 1", "select 2"}));
}

TEST(Scripts, HaveNoEmptyStatements) {
    EXPECT_TRUE(parts_of("").empty());
    EXPECT_TRUE(parts_of(" ;; /* ; */ ; -- ;\n").empty());
    EXPECT_EQ(parts_of(";;select 1;;"), (Lines{"select 1"}));
}

TEST(Scripts, KeepSemicolonsInsideStringsAndComments) {
    EXPECT_EQ(parts_of("select ';', \";\", $$;$$, E'\\';' /* ; */ -- ;\n + 1; x").size(), 2U);
}

TEST(Scripts, KeepRulesWithSeveralActionsTogether) {
    const Lines expected = {"create rule r as on insert to t do (delete from a; delete from b)",
                            "select 1"};
    EXPECT_EQ(parts_of(expected[0] + ";\n" + expected[1] + ";"), expected);
}

TEST(Scripts, KeepSqlFunctionBodiesTogether) {
    const Lines expected = {"create function f() returns int begin atomic select 1; "
                            "select case when true then 1 else 2 end; end",
                            "select 2"};
    EXPECT_EQ(parts_of(expected[0] + "; " + expected[1]), expected);
    EXPECT_EQ(parts_of("begin; commit"), (Lines{"begin", "commit"}));
    EXPECT_EQ(parts_of("select begin atomic; end").size(), 2U); // no function
}

TEST(Scripts, TakeCopyDataAsTheyAre) {
    const std::string script =
        "copy t (a, b) from stdin; -- with data\n1\t';\n\\N\t$$\n\\.\nselect 1;";
    const auto parts = split(script);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].in(script), "copy t (a, b) from stdin");
    EXPECT_EQ(parts[1].kind, PartKind::copy_data);
    EXPECT_EQ(parts[1].in(script), "1\t';\n\\N\t$$\n");
    EXPECT_EQ(parts[2].in(script), "select 1");
    EXPECT_TRUE(all_closed(script));
}

TEST(Scripts, TakeCopyDataWithWindowsLineEnds) {
    const std::string script = "COPY t FROM STDIN WITH (FORMAT csv);\r\na\r\n\\.\r\nselect 1;";
    EXPECT_EQ(parts_of(script),
              (Lines{"COPY t FROM STDIN WITH (FORMAT csv)", "a\r\n", "select 1"}));
}

TEST(Scripts, MayCopyNothing) {
    EXPECT_EQ(parts_of("copy t from stdin;\n\\.\n"), (Lines{"copy t from stdin", ""}));
    EXPECT_TRUE(all_closed("copy t from stdin;\n\\."));
}

TEST(Scripts, TakeNoDataForOtherCopies) {
    EXPECT_EQ(parts_of("copy t to stdout; select 1"), (Lines{"copy t to stdout", "select 1"}));
    EXPECT_EQ(parts_of("copy t from '/f'; select 1").size(), 2U);
}

TEST(Scripts, LoseNothingBetweenACopyAndItsData) {
    const auto parts = split("copy t from stdin; select 1;\n1\n\\.\n");
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_FALSE(parts[1].closed);
}

TEST(Scripts, TakePsqlCommandsByTheLine) {
    const std::string script = "\\restrict a;b'c\nselect 1;\n\\connect x\n";
    EXPECT_EQ(parts_of(script), (Lines{"\\restrict a;b'c", "select 1", "\\connect x"}));
    EXPECT_EQ(split(script)[0].kind, PartKind::command);
    EXPECT_EQ(split(script)[1].kind, PartKind::statement);
}

TEST(Scripts, MarkWhatIsUnfinished) {
    for (const auto* script : {"select 'a", "select $$a", "select (1", "select 1 /* a", "/* a",
                               "copy t from stdin;\n1\n", "copy t from stdin;",
                               "create function f() begin atomic select 1;"}) {
        ASSERT_FALSE(split(script).empty()) << script;
        EXPECT_FALSE(split(script).back().closed) << script;
    }
    EXPECT_TRUE(all_closed("select 1"));
    EXPECT_TRUE(all_closed("select 1 -- a"));
}

} // namespace
} // namespace pgslate::sql
