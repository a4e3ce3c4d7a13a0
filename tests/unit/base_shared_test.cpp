#include "base/shared.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace pgslate {
namespace {

TEST(Shared, LivesAsLongAsTheLastCopy) {
    const auto watched = std::make_shared<int>(7);
    {
        Shared<std::shared_ptr<int>> first(watched);
        const auto second = first;
        EXPECT_EQ(watched.use_count(), 2);
        first = {};
        EXPECT_FALSE(first);
        EXPECT_EQ(**second, 7);
    }
    EXPECT_EQ(watched.use_count(), 1);
}

TEST(Shared, IsTheVerySameInItsCopies) {
    const Shared<int> one(1);
    auto copy = one;
    EXPECT_TRUE(copy.is(one));
    EXPECT_FALSE(one.is(Shared<int>(1)));
    auto moved = std::move(copy);
    EXPECT_TRUE(moved.is(one));
    moved = one;
    EXPECT_TRUE(moved.is(one));
}

TEST(Shared, ChangesForItsOwnerAlone) {
    Shared<int> one(1);
    const auto copy = one;
    one.own() = 2;
    EXPECT_EQ(*copy, 1);
    const auto* alone = &*one;
    one.own() = 3;
    EXPECT_EQ(&*one, alone) << "nobody else has it";
    Shared<int> none;
    EXPECT_EQ(none.own(), 0);
}

} // namespace
} // namespace pgslate
