#include "report/wrapped.hpp"

#include <gtest/gtest.h>

namespace pgslate::report {
namespace {

TEST(WrappedText, IsAsWideAsItMayBe) {
    EXPECT_EQ(wrapped("one two three four\n", 9), "one two\nthree\nfour\n");
    EXPECT_EQ(wrapped("one two three four\n", 80), "one two three four\n");
    EXPECT_EQ(wrapped("one two\n\nthree", 7), "one two\n\nthree");
    EXPECT_EQ(wrapped("", 7), "");
}

TEST(WrappedText, KeepsItsIndent) {
    EXPECT_EQ(wrapped("  one two three", 9), "  one two\n  three");
}

TEST(WrappedText, HangsBelowTheSecondColumn) {
    EXPECT_EQ(wrapped("  --url URL   The target as one URL for all", 38),
              "  --url URL   The target as one URL\n"
              "              for all");
}

TEST(WrappedText, HasLinesOfItsOwnWhereTheSecondColumnIsNarrow) {
    EXPECT_EQ(wrapped("  --url URL               The target as one URL for all", 30),
              "  --url URL\n"
              "      The target as one URL\n"
              "      for all");
}

TEST(WrappedText, LeavesWordsWhole) {
    EXPECT_EQ(wrapped("a postgresql://user@host b", 10), "a\npostgresql://user@host\nb");
}

} // namespace
} // namespace pgslate::report
