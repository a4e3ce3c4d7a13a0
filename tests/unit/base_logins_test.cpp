#include "base/logins.hpp"

#include <gtest/gtest.h>

namespace pgslate {
namespace {

TEST(BaseLogins, AreLeftOutOfUrls) {
    EXPECT_EQ(without_logins("no 'postgresql://u:p@h/d' here"), "no 'postgresql://...@h/d' here");
    EXPECT_EQ(without_logins("postgres://u:p/q@r's t@h"), "postgres://...@h");
    EXPECT_EQ(without_logins("cannot read postgresql:/u:p@h"), "cannot read postgresql:/...@h");
    EXPECT_EQ(without_logins("a://u:p@h\nb\nc://u:p@i\n"), "a://...@h\nb\nc://...@i\n");
    EXPECT_EQ(without_logins("'a://h/d?password=p q=r&user=u&password=s'"),
              "'a://h/d?password=... q=r&user=u&password=...'");
    EXPECT_EQ(without_logins("a://u:p@h/d?password=p"), "a://...@h/d?password=...");
}

TEST(BaseLogins, AreNotFoundWhereThereIsNoUrl) {
    for (const auto* text : {"", "\n", "ada@example.org", "a: b@c", "pgslate.toml:3:1: @", "a://",
                             "'jdbc:postgresql://' is", "column password = 'x'", ":/", "/a/b"})
        EXPECT_EQ(without_logins(text), text);
}

TEST(BaseLogins, AreSuspectedInNames) {
    EXPECT_TRUE(may_hold_password("postgresql://u:p@h/d"));
    EXPECT_TRUE(may_hold_password("postgresql://h/d?user=u&password=p"));
    EXPECT_TRUE(may_hold_password("host=h password=p"));
    for (const auto* name : {"", "a@b", "http://x", "x@http://y", "password", "@ / : % ' \" ://"})
        EXPECT_FALSE(may_hold_password(name)) << name;
}

} // namespace
} // namespace pgslate
