#include "database/waiting.hpp"

#include <gtest/gtest.h>

namespace pgslate::database {
namespace {

using namespace std::chrono_literals;

TEST(Pauses, GrowWithTheTimeWaitedFromAShortOneToASecond) {
    EXPECT_EQ(pause_after(0ms, false, 0.5), 50ms);
    EXPECT_EQ(pause_after(2s, false, 0.5), 50ms);
    EXPECT_EQ(pause_after(6s, false, 0.5), 150ms);
    EXPECT_EQ(pause_after(40s, false, 0.5), 1s);
    EXPECT_EQ(pause_after(24h, false, 0.5), 1s);
}

TEST(Pauses, DifferByAFifth) {
    EXPECT_EQ(pause_after(6s, false, 0), 120ms);
    EXPECT_EQ(pause_after(6s, false, 1), 180ms);
}

TEST(Pauses, AreShortOnceTheServerIsCloseAtHand) {
    EXPECT_EQ(pause_after(60s, true, 0), 50ms);
    EXPECT_EQ(pause_after(60s, true, 1), 100ms);
}

} // namespace
} // namespace pgslate::database
