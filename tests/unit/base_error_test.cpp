#include "base/error.hpp"

#include <gtest/gtest.h>

namespace pgslate {
namespace {

TEST(Errors, CarryStatusMessageAndHints) {
    const Error error(ExitStatus::usage, "no such command", {"Try another."});
    EXPECT_EQ(error.status(), ExitStatus::usage);
    EXPECT_STREQ(error.what(), "no such command");
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems().front().hints, std::vector<std::string>{"Try another."});
    EXPECT_FALSE(error.problems().front().place.known());
}

TEST(Errors, OfOneSetAreReportedTogether) {
    const Error error(ExitStatus::bad_model,
                      std::vector<Problem>{{.message = "first"}, {.message = "second"}});
    EXPECT_STREQ(error.what(), "first");
    EXPECT_EQ(error.problems().size(), 2U);
}

} // namespace
} // namespace pgslate
