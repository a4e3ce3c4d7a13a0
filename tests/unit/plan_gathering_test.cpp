// What belongs together is done together, as far as needs allow.
#include "plan/gathering.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace pgslate::plan {
namespace {

using Order = std::vector<std::size_t>;
using Keys = std::vector<std::optional<std::size_t>>;

// Of nodes that stand in the order of their numbers.
Order gathered_of(const Graph& needs, const Keys& keys) {
    Order order(needs.size());
    std::iota(order.begin(), order.end(), 0);
    return gathered(order, needs, keys);
}

constexpr auto none = std::nullopt;

TEST(Gathering, LeavesWhatHasNoKey) {
    EXPECT_EQ(gathered_of({{}, {}, {}}, {none, none, 1}), (Order{0, 1, 2}));
}

TEST(Gathering, MovesWhatNeedsNothingToTheFirstOfItsKey) {
    EXPECT_EQ(gathered_of({{}, {}, {}, {}}, {none, 1, none, 1}), (Order{0, 1, 3, 2}));
}

TEST(Gathering, MovesWhatThatNeedsBeforeThem) {
    EXPECT_EQ(gathered_of({{}, {}, {1}, {}, {2}}, {1, none, none, none, 1}),
              (Order{1, 2, 0, 4, 3}));
}

TEST(Gathering, LeavesWhatNeedsSomethingBehindThem) {
    EXPECT_EQ(gathered_of({{}, {0}, {1}}, {1, none, 1}), (Order{0, 1, 2}));
}

TEST(Gathering, BeginsAnewBehindWhatCannotMove) {
    EXPECT_EQ(gathered_of({{}, {0}, {1}, {}, {1}}, {1, none, 1, none, 1}), (Order{0, 1, 2, 4, 3}));
}

TEST(Gathering, KeepsKeysApart) {
    EXPECT_EQ(gathered_of({{}, {}, {}, {}}, {1, 2, 1, 2}), (Order{0, 2, 1, 3}));
}

} // namespace
} // namespace pgslate::plan
