#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgslate {
namespace {

TEST(Utf8, PlainAndMultibyteTextIsGood) {
    EXPECT_EQ(first_bad_byte(""), std::nullopt);
    EXPECT_EQ(first_bad_byte("plain"), std::nullopt);
    EXPECT_EQ(first_bad_byte("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x90\x98"), std::nullopt);
    EXPECT_EQ(first_bad_byte("\xF4\x8F\xBF\xBF"), std::nullopt); // U+10FFFF
}

TEST(Utf8, NulIsBadBecausePostgresStoresNone) {
    EXPECT_EQ(first_bad_byte(std::string_view("ab\0c", 4)), 2U);
}

TEST(Utf8, WhatTheRfcForbidsIsBad) {
    EXPECT_EQ(first_bad_byte("a\x80"), 1U);             // continues nothing
    EXPECT_EQ(first_bad_byte("a\xC3"), 1U);             // cut off
    EXPECT_EQ(first_bad_byte("\xC0\xAF"), 0U);          // overlong, two bytes
    EXPECT_EQ(first_bad_byte("\xE0\x80\xAF"), 0U);      // overlong, three bytes
    EXPECT_EQ(first_bad_byte("\xF0\x80\x80\xAF"), 0U);  // overlong, four bytes
    EXPECT_EQ(first_bad_byte("ab\xED\xA0\x80"), 2U);    // a surrogate
    EXPECT_EQ(first_bad_byte("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
    EXPECT_EQ(first_bad_byte("\xE2\x82\x41 rest"), 0U); // broken off by another character
}

TEST(Utf8, ClipNeverCutsACharacter) {
    EXPECT_EQ(clip("abc", 5), "abc");
    EXPECT_EQ(clip("abc", 2), "ab");
    EXPECT_EQ(clip("a\xE2\x82\xAC", 3), "a");
    EXPECT_EQ(clip("a\xE2\x82\xAC", 4), "a\xE2\x82\xAC");
    EXPECT_EQ(clip("\xE2\x82\xAC", 1), "");
    EXPECT_EQ(clip("", 0), "");
}

} // namespace
} // namespace pgslate
