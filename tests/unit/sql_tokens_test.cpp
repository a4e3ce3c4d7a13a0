#include "sql/tokens.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace pgslate::sql {
namespace {

using Kind = Token::Kind;
using Expected = std::vector<std::pair<Kind, std::string>>;

Expected tokens_of(std::string_view text) {
    Expected result;
    for (const auto& token : tokenize(text).tokens)
        result.emplace_back(token.kind, std::string(token.in(text)));
    return result;
}

Token only_token(std::string_view text) {
    const auto tokens = tokenize(text).tokens;
    EXPECT_EQ(tokens.size(), 1U) << text;
    return tokens.empty() ? Token{} : tokens.front();
}

std::string only_content(std::string_view text) {
    return std::string(content_of(only_token(text), text));
}

std::string only_name(std::string_view text) {
    return name_of(only_token(text), text);
}

TEST(Tokens, EveryKindIsRecognised) {
    EXPECT_EQ(tokens_of("Select \"a b\" 'x' $q$y$q$ 1.5 $1 +"),
              (Expected{{Kind::word, "Select"},
                        {Kind::quoted_name, "\"a b\""},
                        {Kind::string, "'x'"},
                        {Kind::dollar_string, "$q$y$q$"},
                        {Kind::number, "1.5"},
                        {Kind::parameter, "$1"},
                        {Kind::symbol, "+"}}));
}

TEST(Tokens, OfNothingAreNone) {
    EXPECT_TRUE(tokens_of("").empty());
    EXPECT_TRUE(tokens_of(" \t\r\n\f").empty());
    EXPECT_TRUE(tokens_of("-- a comment").empty());
}

TEST(Tokens, StringsKnowTheirPrefixesInEitherCase) {
    for (const std::string text :
         {"E'a\\'b'", "e'a\\\\'", "b'01'", "X'0f'", "N'a'", "U&'\\0041'"}) {
        EXPECT_EQ(only_token(text).kind, Kind::string) << text;
        EXPECT_TRUE(only_token(text).closed) << text;
    }
    EXPECT_EQ(tokens_of("be'a'"), (Expected{{Kind::word, "be"}, {Kind::string, "'a'"}}));
    EXPECT_EQ(tokens_of("u & 'a'").size(), 3U);
}

TEST(Tokens, ABackslashEscapesOnlyInEStrings) {
    EXPECT_EQ(tokens_of("'a\\' b"), (Expected{{Kind::string, "'a\\'"}, {Kind::word, "b"}}));
    EXPECT_EQ(tokens_of("E'a\\' b'"), (Expected{{Kind::string, "E'a\\' b'"}}));
    EXPECT_EQ(tokens_of("U&'\\' b"), (Expected{{Kind::string, "U&'\\'"}, {Kind::word, "b"}}));
}

TEST(Tokens, DoubledQuotesStayInside) {
    EXPECT_EQ(tokens_of("'it''s' x").size(), 2U);
    EXPECT_EQ(only_content("'it''s'"), "it''s");
    EXPECT_EQ(only_name("\"a\"\"b\""), "a\"b");
    EXPECT_EQ(only_name("U&\"a\""), "a");
}

TEST(Tokens, DollarQuotesEndWithTheirOwnTagOnly) {
    EXPECT_EQ(only_content("$$a $b$ ' \" ;$$"), "a $b$ ' \" ;");
    EXPECT_EQ(only_content("$b$ $$ $B$ $b$"), " $$ $B$ ");
    EXPECT_EQ(only_content("$$$$"), "");
    EXPECT_EQ(only_content("$\xC3\xA9$x$\xC3\xA9$"), "x");
    EXPECT_EQ(tokens_of("a$b$c"), (Expected{{Kind::word, "a$b$c"}})); // a name may hold dollars
    EXPECT_EQ(tokens_of("$1$2"), (Expected{{Kind::parameter, "$1"}, {Kind::parameter, "$2"}}));
}

TEST(Tokens, CommentsNestAndEndAtEitherKindOfNewline) {
    EXPECT_EQ(tokens_of("a /* b /* c */ d */ e"), (Expected{{Kind::word, "a"}, {Kind::word, "e"}}));
    EXPECT_EQ(tokens_of("a -- b\nc"), (Expected{{Kind::word, "a"}, {Kind::word, "c"}}));
    EXPECT_EQ(tokens_of("a -- b\rc"), (Expected{{Kind::word, "a"}, {Kind::word, "c"}}));
    EXPECT_EQ(tokens_of("'--' \"/*\"").size(), 2U);
    EXPECT_EQ(tokens_of("2*/**/3").size(), 3U);
}

TEST(Tokens, NumbersTakeExponentsButNoComments) {
    for (const auto* text : {"1", "1.5", ".5", "1e10", "1E-3", "1.5e+2", "0x1F", "1_000"})
        EXPECT_EQ(only_token(text).kind, Kind::number) << text;
    EXPECT_EQ(tokens_of("1..2").size(), 3U);
    EXPECT_EQ(tokens_of("1e--2"), (Expected{{Kind::number, "1e"}}));
}

TEST(Tokens, CastAndAssignmentAreOneSymbolEach) {
    EXPECT_EQ(tokens_of("a::b := <>"), (Expected{{Kind::word, "a"},
                                                 {Kind::symbol, "::"},
                                                 {Kind::word, "b"},
                                                 {Kind::symbol, ":="},
                                                 {Kind::symbol, "<"},
                                                 {Kind::symbol, ">"}}));
}

TEST(Tokens, WhatTheEndCutsOffIsMarked) {
    for (const auto* text :
         {"'a", "\"a", "E'a\\", "E'a\\'", "$$a", "$a$ $b$", "U&'", "'a''", "\"a\"\""}) {
        const auto token = only_token(text);
        EXPECT_FALSE(token.closed) << text;
        EXPECT_EQ(token.end, std::string_view(text).size()) << text;
    }
    EXPECT_TRUE(tokenize("a /* b /* c */").open_comment);
    EXPECT_TRUE(tokenize("/*").open_comment);
    EXPECT_FALSE(tokenize("/**/").open_comment);
}

TEST(Tokens, WordsFoldToLowerCaseInAsciiOnly) {
    EXPECT_EQ(only_name("FooBar"), "foobar");
    EXPECT_EQ(only_name("\xC3\x89T\xC3\x89"), "\xC3\x89t\xC3\x89");
    EXPECT_EQ(only_name("\"FooBar\""), "FooBar");
}

TEST(Tokens, AKeywordIsNoQuotedName) {
    EXPECT_TRUE(is_word(only_token("SELECT"), "SELECT", "select"));
    EXPECT_FALSE(is_word(only_token("\"select\""), "\"select\"", "select"));
    EXPECT_FALSE(is_word(only_token("selects"), "selects", "select"));
}

TEST(Fragments, OfOrdinarySqlAreFine) {
    for (const auto* text : {"", "a > 1", "f(a[1], (b))", "'; ( '", "$$)$$ || \"[\"", "a /* ( */",
                             "a -- ;\n + b", "array[[1], [2]]"})
        EXPECT_EQ(why_not_a_fragment(text), "") << text;
}

TEST(Fragments, ThatWouldLeaveTheirPlaceAreRefused) {
    EXPECT_EQ(why_not_a_fragment("on insert to a do (select 1; select 2)"), "");
    EXPECT_EQ(why_not_a_fragment("a; drop table b"), "a semicolon ends it early");
    EXPECT_EQ(why_not_a_fragment("(a); drop table b"), "a semicolon ends it early");
    EXPECT_EQ(why_not_a_fragment("a -- \r; drop table b"), "a semicolon ends it early");
    EXPECT_EQ(why_not_a_fragment("'a"), "a quote is not closed");
    EXPECT_EQ(why_not_a_fragment("\"a"), "a quote is not closed");
    EXPECT_EQ(why_not_a_fragment("$x$a"), "a dollar quote is not closed");
    EXPECT_EQ(why_not_a_fragment("a /* b"), "a comment is not closed");
    EXPECT_EQ(why_not_a_fragment("a) or (b"), "a closing bracket has no opening one");
    EXPECT_EQ(why_not_a_fragment("(a]"), "a closing bracket has no opening one");
    EXPECT_EQ(why_not_a_fragment("f(a"), "a bracket is not closed");
}

} // namespace
} // namespace pgslate::sql
