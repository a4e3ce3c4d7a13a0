#include "base/suggest.hpp"

#include <gtest/gtest.h>

namespace pgslate {
namespace {

const std::vector<std::string_view> keys = {"primary_key", "references", "unique", "nullable"};

TEST(Suggest, FindsWhatIsAFewEditsAway) {
    EXPECT_EQ(nearest("primary_kye", keys), "primary_key"); // neighbours swapped
    EXPECT_EQ(nearest("uniqe", keys), "unique");            // one left out
    EXPECT_EQ(nearest("nulllable", keys), "nullable");      // one too many
    EXPECT_EQ(nearest("referances", keys), "references");   // one replaced
}

TEST(Suggest, SaysNothingWhenTooMuchIsWrong) {
    EXPECT_EQ(nearest("colour", keys), std::nullopt);
    EXPECT_EQ(nearest("", keys), std::nullopt);
    EXPECT_EQ(nearest("unique", {}), std::nullopt);
}

TEST(Suggest, SaysNothingWhenNothingIsInCommon) {
    EXPECT_EQ(nearest("q", {"b", "x"}), std::nullopt);
    EXPECT_EQ(nearest("q", {"b", "qq"}), "qq");
}

TEST(Suggest, TakesTheNearestAndOfEqualsTheFirst) {
    EXPECT_EQ(nearest("cart", {"card", "cart", "care"}), "cart");
    EXPECT_EQ(nearest("carx", {"card", "care"}), "card");
}

} // namespace
} // namespace pgslate
