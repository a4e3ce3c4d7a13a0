#include "cli/bash_line.hpp"

#include <gtest/gtest.h>

namespace pgslate::cli {
namespace {

using Words = std::vector<std::string>;

const std::string usual_breaks = " \t\n\"'><=;|&(:";

BashLine cut(const std::string& line) {
    return bash_line(line, usual_breaks);
}

TEST(BashLine, IsCutIntoWordsWithoutTheirQuotes) {
    EXPECT_EQ(cut("pgslate  dump --table").words, (Words{"pgslate", "dump", "--table"}));
    EXPECT_EQ(cut("pgslate ").words, (Words{"pgslate", ""}));
    EXPECT_EQ(cut(R"(a 'b c' "d \" \e" f\ g '' h)").words,
              (Words{"a", "b c", R"(d " \e)", "f g", "", "h"}));
    EXPECT_EQ(cut("$(rm x) `rm x` $HOME").words, (Words{"$(rm", "x)", "`rm", "x`", "$HOME"}))
        << "nothing is expanded";
}

TEST(BashLine, KnowsWhichQuoteIsOpenAtItsEnd) {
    EXPECT_EQ(cut("a b").quote, '\0');
    EXPECT_EQ(cut("a 'b c").quote, '\'');
    EXPECT_EQ(cut("a 'b c").words.back(), "b c");
    EXPECT_EQ(cut(R"(a "b 'c)").quote, '"');
    EXPECT_EQ(cut(R"(a \"b)").quote, '\0');
}

// What readline takes for the word is what stands behind it.
TEST(BashLine, KnowsWhatOfTheLastWordStays) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"a b", ""},          {"a --x=b", "--x="}, {"a --x=b:c", "--x=b:"}, {"a b\\:c", ""},
        {"a --x='b", "--x="}, {"a 'b:c", ""},      {"a=b c", ""},
    };
    for (const auto& [line, stays] : cases) {
        const auto read = cut(line);
        EXPECT_EQ(read.words.back().substr(0, read.kept), stays) << line;
    }
    EXPECT_EQ(bash_line("a --x=b", " ").kept, 0U) << "COMP_WORDBREAKS decides";
}

TEST(BashLine, WhatIsRedirectedIsNoWord) {
    EXPECT_TRUE(cut("a b >").redirects);
    EXPECT_TRUE(cut("a b 2>> f").redirects);
    const auto passed = cut("a b >file 2>&1 <in c");
    EXPECT_FALSE(passed.redirects);
    EXPECT_EQ(passed.words, (Words{"a", "b", "c"}));
    EXPECT_EQ(cut("a 'b>' c\\>").words, (Words{"a", "b>", "c>"}));
}

TEST(BashLine, NamesAreQuotedSoThatTheyMeanThemselves) {
    EXPECT_EQ(bash_quoted("public.user-1", '\0'), "public.user-1");
    EXPECT_EQ(bash_quoted("käse", '\0'), "käse");
    EXPECT_EQ(bash_quoted("$(rm) ~'*", '\0'), R"(\$\(rm\)\ \~\'\*)");
    EXPECT_EQ(bash_quoted("$(rm)", '\''), "$(rm)");
    EXPECT_EQ(bash_quoted("it's", '\''), std::nullopt);
    EXPECT_EQ(bash_quoted("it's", '"'), "it's");
    for (const auto* text : {"$a", "`a`", "a\"", "a\\", "a!"})
        EXPECT_EQ(bash_quoted(text, '"'), std::nullopt) << text;
}

} // namespace
} // namespace pgslate::cli
