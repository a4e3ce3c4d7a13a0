#include "local/psql_program.hpp"

#include <gtest/gtest.h>

namespace pgslate::local {
namespace {

TEST(PasswordLines, AreOneForEachHost) {
    EXPECT_EQ(password_lines({{"host", "a,b"}, {"user", "ada"}, {"password", "pw"}}),
              "a:*:*:ada:pw\nb:*:*:ada:pw\n");
    EXPECT_EQ(password_lines({{"host", "a"}, {"hostaddr", "10.0.0.1"}, {"password", "pw"}}),
              "a:*:*:*:pw\n10.0.0.1:*:*:*:pw\n");
}

// libpq looks for its own socket folder under that name.
TEST(PasswordLines, CallASocketLocalhostToo) {
    EXPECT_EQ(password_lines({{"host", "/run/pg"}, {"user", "ada"}, {"password", "pw"}}),
              "/run/pg:*:*:ada:pw\nlocalhost:*:*:ada:pw\n");
    EXPECT_EQ(password_lines({{"host", ""}, {"user", "ada"}, {"password", "pw"}}),
              "localhost:*:*:ada:pw\n");
}

TEST(PasswordLines, EscapeWhatEndsAField) {
    EXPECT_EQ(password_lines({{"host", "::1"}, {"user", "a:b"}, {"password", "p\\w:"}}),
              "\\:\\:1:*:*:a\\:b:p\\\\w\\:\n");
}

TEST(PasswordLines, AreNoneForWhatNoLineHolds) {
    EXPECT_EQ(password_lines({{"host", "a"}, {"password", "p\nw"}}), "");
    EXPECT_EQ(password_lines({{"host", "a"}, {"password", "pw\r"}}), "");
}

} // namespace
} // namespace pgslate::local
