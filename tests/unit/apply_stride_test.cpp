#include "apply/stride.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace pgslate::apply {
namespace {

// What of `steps` is sent in all, if each of `failing` fails and is not sent again.
std::size_t sent(std::size_t steps, const std::vector<std::size_t>& failing, Stride stride) {
    std::size_t sum = 0;
    auto next_failing = failing.begin();
    for (std::size_t next = 0; next < steps;) {
        const auto count = std::min(stride.most(), steps - next);
        sum += count;
        if (next_failing != failing.end() && *next_failing < next + count) {
            stride.failed();
            next = *next_failing++ + 1;
        } else {
            stride.went_through();
            next += count;
        }
    }
    return sum;
}

TEST(Stride, IsEverythingWhereNothingFails) {
    EXPECT_EQ(sent(100'000, {}, Stride(16)), 100'000U);
}

TEST(Stride, SendsWhatStandsBehindAFailureOnceMore) {
    EXPECT_EQ(sent(10'000, {0}, Stride(16)), 10'000U + 9'999U);
}

TEST(Stride, SendsLittleInVainForEachFailureBehindTheFirst) {
    std::vector<std::size_t> failing;
    for (std::size_t i = 0; i < 10'000; i += 10) failing.push_back(i);
    EXPECT_LT(sent(10'000, failing, Stride(16)), 4U * 10'000U);
}

TEST(Stride, IsWhatIsKnownToGoThroughAndTheFailureBehindIt) {
    Stride stride(16);
    stride.set(8000);
    EXPECT_EQ(sent(10'000, {7'999}, stride), 10'000U);
}

} // namespace
} // namespace pgslate::apply
