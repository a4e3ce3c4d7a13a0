#include "base/place.hpp"

#include <gtest/gtest.h>

namespace pgslate {
namespace {

TEST(Place, SaysOnlyWhatIsKnown) {
    EXPECT_EQ(to_string(Place{"a.toml", 3, 7}), "a.toml:3:7");
    EXPECT_EQ(to_string(Place{"a.toml", 3, 0}), "a.toml:3");
    EXPECT_EQ(to_string(Place{"a.toml", 0, 0}), "a.toml");
    EXPECT_FALSE(Place{}.known());
}

TEST(Place, AdvancesWithinALine) {
    EXPECT_EQ(advance({"f", 2, 5}, "select", 3), (Place{"f", 2, 8}));
    EXPECT_EQ(advance({"f", 2, 5}, "select", 0), (Place{"f", 2, 5}));
}

TEST(Place, CountsColumnsFromOneAfterANewline) {
    EXPECT_EQ(advance({"f", 2, 5}, "ab\ncd", 3), (Place{"f", 3, 1}));
    EXPECT_EQ(advance({"f", 2, 5}, "ab\ncd", 4), (Place{"f", 3, 2}));
    EXPECT_EQ(advance({"f", 2, 5}, "a\n\nb", 3), (Place{"f", 4, 1}));
}

TEST(Place, AnOffsetBehindTheTextIsItsEnd) {
    EXPECT_EQ(advance({"f", 1, 1}, "a\nbc", 100), (Place{"f", 2, 3}));
}

} // namespace
} // namespace pgslate
