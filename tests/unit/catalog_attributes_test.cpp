#include "catalog/attributes.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::catalog {
namespace {

using List = std::vector<std::string>;

std::vector<std::string> names_of(const Attributes& attributes) {
    std::vector<std::string> names;
    for (const auto& [name, value] : attributes) names.push_back(name);
    return names;
}

TEST(Attributes, StandInTheOrderOfTheirNames) {
    Attributes attributes;
    attributes["type"] = "integer";
    attributes["default"] = "1";
    attributes["not_null"] = "true";
    EXPECT_EQ(names_of(attributes), (List{"default", "not_null", "type"}));
}

TEST(Attributes, KeepTheFirstValueUnlessItIsReplaced) {
    Attributes attributes;
    EXPECT_TRUE(attributes.emplace("type", "integer").second);
    EXPECT_FALSE(attributes.emplace("type", "bigint").second);
    EXPECT_EQ(attributes.at("type"), Value("integer"));
    attributes.insert_or_assign("type", List{"a", "b"});
    EXPECT_EQ(attributes.at("type"), Value(List{"a", "b"}));
}

TEST(Attributes, AreEqualHoweverTheyWereMade) {
    Attributes one;
    one["a"] = "1";
    one["b"] = "2";
    Attributes other;
    other["b"] = "2";
    other["c"] = "3";
    other["a"] = "1";
    EXPECT_NE(one, other);
    EXPECT_EQ(other.erase("c"), 1U);
    EXPECT_EQ(other.erase("c"), 0U);
    EXPECT_EQ(one, other);
}

TEST(Attributes, AreFoundByTheirWholeName) {
    Attributes attributes;
    attributes["not_null"] = "true";
    EXPECT_TRUE(attributes.contains("not_null"));
    EXPECT_FALSE(attributes.contains("not_nul"));
    EXPECT_FALSE(attributes.contains("not_null_name"));
    EXPECT_THROW(attributes.at("type"), std::out_of_range);
}

TEST(Attributes, AreSharedByCopiesUntilOneIsChanged) {
    Attributes one;
    one["type"] = "integer";
    const auto copy = one;
    const auto* shared = &copy.at("type");
    EXPECT_EQ(&std::as_const(one).at("type"), shared);
    one["type"] = "bigint";
    EXPECT_EQ(copy.at("type"), Value("integer"));
    EXPECT_EQ(&copy.at("type"), shared);
    one = copy;
    EXPECT_EQ(one.erase("not_null"), 0U);
    EXPECT_EQ(&std::as_const(one).at("type"), shared) << "nothing was changed";
    erase_if(one, [](const auto&) { return true; });
    EXPECT_TRUE(one.empty());
    EXPECT_EQ(copy.size(), 1U);
}

TEST(KnownAttributes, AreSharedWhereTheyAreEqual) {
    const auto column = [] { return Attributes{{"type", "text"}, {"list", List{"a", "b"}}}; };
    KnownAttributes known;
    const auto one = known.shared(column());
    const auto other = known.shared(column());
    EXPECT_EQ(other, column());
    EXPECT_EQ(&other.at("type"), &one.at("type"));
    EXPECT_EQ(known.shared({{"type", "text"}}).size(), 1U);
}

} // namespace
} // namespace pgslate::catalog
