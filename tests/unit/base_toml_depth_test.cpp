#include "base/toml_depth.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgslate {
namespace {

std::string repeated(const std::string& part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
}

TEST(TomlDepth, FindsAKeyThatWouldExhaustTheStack) {
    EXPECT_TRUE(too_deep_key("[" + repeated("a.", 50'000) + "a]"));
    EXPECT_TRUE(too_deep_key("x = 1\n" + repeated("\"a\" . ", 1000) + "b = 1"));
}

TEST(TomlDepth, LeavesEverythingElseAlone) {
    EXPECT_FALSE(too_deep_key(repeated("[a.b.c]\nd.e = 1.5\n", 1000)));
    EXPECT_FALSE(too_deep_key("x = [" + repeated("1.5, ", 5000) + "]"));
    EXPECT_FALSE(too_deep_key("x = '" + repeated(".", 5000) + "'"));
}

} // namespace
} // namespace pgslate
