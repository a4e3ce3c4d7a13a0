#include "sql/name.hpp"
#include "sql/text.hpp"
#include "sql/tokens.hpp"

#include <gtest/gtest.h>

namespace pgslate::sql {
namespace {

std::string quoted_name(const std::string& name) {
    return quoted(Identifier(name));
}

TEST(Names, AreBareWherePostgresNeedsNoQuotes) {
    EXPECT_EQ(quoted_name("account"), "account");
    EXPECT_EQ(quoted_name("_a1"), "_a1");
    EXPECT_EQ(quoted_name("name"), "name"); // an unreserved keyword
}

TEST(Names, AreQuotedWherePostgresWouldReadSomethingElse) {
    EXPECT_EQ(quoted_name("User"), "\"User\"");
    EXPECT_EQ(quoted_name("user"), "\"user\"");
    EXPECT_EQ(quoted_name("1a"), "\"1a\"");
    EXPECT_EQ(quoted_name("a b"), "\"a b\"");
    EXPECT_EQ(quoted_name("a$b"), "\"a$b\"");
    EXPECT_EQ(quoted_name("\xC3\xA9"), "\"\xC3\xA9\"");
    EXPECT_EQ(quoted_name(""), "\"\"");
}

TEST(Names, QualifiedOnesAreQuotedPartByPart) {
    EXPECT_EQ(quoted(QualifiedName("public", "user")), "public.\"user\"");
    EXPECT_EQ(quoted(QualifiedName("a.b", "c\".\"d")), "\"a.b\".\"c\"\".\"\"d\"");
}

TEST(Names, HostileOnesComeBackAsOneTokenWithTheSameName) {
    const std::vector<std::string> hostile = {
        "\"",         "\"\"", "a\"b",  "a\"; drop table x; --",      "--", "/*", "$$", "\\",
        "U&\"0041\"", "a\nb", "a\r\n", "\"; select pg_sleep(1); \"", "'",  ";",  "\t", "select"};
    for (const auto& name : hostile) {
        const auto sql = quoted_name(name);
        const auto tokens = tokenize(sql).tokens;
        ASSERT_EQ(tokens.size(), 1U) << sql;
        EXPECT_TRUE(tokens.front().closed) << sql;
        EXPECT_EQ(name_of(tokens.front(), sql), name);
    }
}

TEST(Literals, DoubleTheirQuotesAndNothingElse) {
    EXPECT_EQ(quoted(Literal("it's")), "'it''s'");
    EXPECT_EQ(quoted(Literal("a\\'b")), "'a\\''b'");
    EXPECT_EQ(quoted(Literal("")), "''");
    EXPECT_EQ(quoted(Literal("\"$$;--")), "'\"$$;--'");
}

TEST(Keywords, AreThoseThatNeedQuotesSomewhere) {
    for (const auto* word : {"all", "between", "select", "xmltable", "user", "zone"})
        EXPECT_EQ(is_keyword(word), std::string_view(word) != "zone") << word;
    EXPECT_FALSE(is_keyword("SELECT")); // names are compared as they are in the catalog
    EXPECT_FALSE(is_keyword(""));
}

TEST(SqlText, IsMadeOfTypedPieces) {
    const auto statement =
        text("alter table {} rename to {}", QualifiedName("app", "User"), Identifier("select"));
    EXPECT_EQ(statement.sql(), "alter table app.\"User\" rename to \"select\"");
    EXPECT_EQ(text("limit {} {} {}", 3, Literal("a'b"), Fragment("x > 1")).sql(),
              "limit 3 'a''b' x > 1");
}

TEST(SqlText, JoinsPartsAndNames) {
    EXPECT_EQ(name_list({"a", "B", "user"}).sql(), "a, \"B\", \"user\"");
    EXPECT_TRUE(name_list({}).empty());
    const std::vector<Text> parts = {text("a"), text("b")};
    EXPECT_EQ(joined(parts, " and ").sql(), "a and b");
}

} // namespace
} // namespace pgslate::sql
