// What a command that is told as the next step has to say to mean the same target.
#include "config/given_options.hpp"

#include <gtest/gtest.h>

namespace pgslate::config {
namespace {

TEST(GivenOptions, AreNoneWhereTheCommandLineNamesNoTarget) {
    TargetChoice choice;
    choice.lock_timeout = "5s";
    EXPECT_EQ(given_options(choice), "");
}

TEST(GivenOptions, AreSaidAgainAsAShellReadsThem) {
    TargetChoice choice;
    choice.env_files = {".env", "my env"};
    choice.config = "a.toml";
    choice.profile = "staging";
    choice.database = "it's";
    choice.models = {"schemas"};
    EXPECT_EQ(given_options(choice), " --env-file .env --env-file 'my env' --config a.toml "
                                     "--profile staging --database 'it'\\''s' --models schemas");
    choice = {};
    choice.local = true;
    EXPECT_EQ(given_options(choice), " --local");
}

TEST(GivenOptions, RepeatNoUrlThatMayHoldASecret) {
    TargetChoice choice;
    choice.url = "postgresql://db.example.org/shop";
    EXPECT_EQ(given_options(choice), " --url postgresql://db.example.org/shop");
    for (const auto* url :
         {"postgresql://ada:secret@db/shop", "postgresql://db/shop?password=secret"}) {
        choice.url = url;
        EXPECT_EQ(given_options(choice), " --url URL");
    }
}

} // namespace
} // namespace pgslate::config
