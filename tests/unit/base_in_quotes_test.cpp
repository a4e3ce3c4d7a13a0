#include "base/in_quotes.hpp"

#include <gtest/gtest.h>

namespace pgslate {
namespace {

TEST(InQuotes, ANameEndsWhereItSeemsTo) {
    EXPECT_EQ(in_quotes("shop"), "\"shop\"");
    EXPECT_EQ(in_quotes(""), "\"\"");
    EXPECT_EQ(in_quotes("a\" is b\nc"), "\"a\"\" is b\\nc\"");
}

} // namespace
} // namespace pgslate
