// Our quoting of names against the server's own.
#include "sql/name.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

namespace pgslate::sql {
namespace {

TEST(ServerNames, KeywordsAreQuotedAsTheServerQuotesThem) {
    auto session = postgres::Session(testing::socket_parameters());
    const auto rows = session.query(text("select word, catcode from pg_get_keywords()"), "asking");
    for (const auto& row : rows) { // words that need none here may need quotes on other versions
        const bool needs_quotes = row.at(1) != "U";
        EXPECT_TRUE(!needs_quotes || is_keyword(row.at(0).value())) << row.at(0).value();
    }
    EXPECT_GT(rows.size(), 300U);
}

TEST(ServerNames, HostileNamesAndLiteralsComeBackUnchanged) {
    auto session = postgres::Session(testing::tcp_parameters());
    for (const std::string hostile :
         {"a\"b", "it's", "a\\'b", "$$;--", "/*", "{}", "User", "x y"}) {
        const auto rows =
            session.query(text("select {} as {}", Literal(hostile), Identifier(hostile)), "asking");
        EXPECT_EQ(rows.at(0).at(0), hostile);
        const auto quoted_there =
            session.query(text("select quote_ident({})", Literal(hostile)), "asking");
        EXPECT_EQ(quoted_there.at(0).at(0), quoted(Identifier(hostile)));
    }
}

} // namespace
} // namespace pgslate::sql
