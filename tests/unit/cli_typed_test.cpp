#include "cli/command.hpp"
#include "cli/typed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace pgslate::cli {
namespace {

using Words = std::vector<std::string>;

Words offered(const Words& words) {
    Words texts;
    for (const auto& candidate : typed(words).words) texts.push_back(candidate.text);
    return texts;
}

bool offers(const Words& words, const std::string& text) {
    return std::ranges::count(offered(words), text) == 1;
}

std::string type_at(const Words& words) {
    const auto here = typed(words);
    return here.value == nullptr ? "none" : std::string(here.value->name);
}

Words words_of(std::string_view command) {
    std::istringstream stream{std::string(command)};
    return {std::istream_iterator<std::string>(stream), {}};
}

TEST(Typed, EveryOptionOfEveryCommandHasATypeOfItsValue) {
    const auto shared = offered({"wait", "--"});
    for (const auto& command : commands()) {
        auto words = words_of(command.name);
        words.emplace_back("--");
        for (const auto& option : offered(words)) {
            const bool is_shared = std::ranges::count(shared, option) > 0;
            if (is_shared && command.name != "wait") continue;
            words.back() = option + "=";
            EXPECT_NO_THROW(typed(words)) << command.name << " " << option;
        }
        words.back().clear();
        EXPECT_NO_THROW(typed(words)) << command.name;
    }
}

TEST(Typed, ACommandIsOneOfThoseThatThereAre) {
    EXPECT_TRUE(offers({}, "resetdb"));
    EXPECT_TRUE(offers({""}, "help"));
    EXPECT_TRUE(offers({"help", ""}, "resetdb"));
    EXPECT_FALSE(offers({"help", ""}, "help"));
    EXPECT_TRUE(offers({"--profile", "drop", ""}, "drop")) << "it was the profile's name";
    EXPECT_TRUE(offers({"local", ""}, "destroy"));
    EXPECT_FALSE(offers({"local", ""}, "drop"));
    EXPECT_FALSE(offers({"--", ""}, "drop"));
}

TEST(Typed, OptionsAreThoseOfTheCommandThatAreNotThereYet) {
    EXPECT_TRUE(offers({"-"}, "--version"));
    EXPECT_FALSE(offers({"drop", "-"}, "--version"));
    EXPECT_TRUE(offers({"drop", "--co"}, "--confirm"));
    EXPECT_TRUE(offers({"drop", ""}, "--confirm")) << "nothing else can stand there";
    EXPECT_FALSE(offers({"drop", "--json", "-"}, "--json"));
    EXPECT_TRUE(offers({"check", "--models", "a", "-"}, "--models")) << "it may be repeated";
    EXPECT_TRUE(offered({"drop", "--", "-"}).empty());
}

TEST(Typed, AValueIsOfTheTypeOfItsOption) {
    EXPECT_EQ(type_at({"drop", "--profile", ""}), "PROFILE");
    EXPECT_EQ(type_at({"drop", "--profile="}), "PROFILE");
    EXPECT_EQ(typed({"drop", "--profile=x"}).beginning, "--profile=");
    EXPECT_EQ(type_at({"drop", "--profile", "x", ""}), "none");
    EXPECT_EQ(type_at({"drop", "--json", ""}), "none");
    EXPECT_EQ(type_at({"drop", "--json="}), "none");
    EXPECT_EQ(type_at({"drop", "--wait", ""}), "none") << "a value may be left out";
    EXPECT_EQ(type_at({"drop", "--nonsense", ""}), "none");
    EXPECT_EQ(type_at({"drop", "--nonsense="}), "none");
}

TEST(Typed, AnArgumentIsOfTheTypeOfItsCommand) {
    EXPECT_EQ(type_at({"init", ""}), "FOLDER");
    EXPECT_EQ(type_at({"init", "a", ""}), "none");
    EXPECT_EQ(type_at({"completion", ""}), "SHELL");
    EXPECT_EQ(type_at({"psql", "--", "--file", ""}), "ARGUMENT");
    EXPECT_EQ(type_at({"psql", ""}), "none") << "what is for psql stands behind the mark";
    EXPECT_TRUE(offers({"psql", ""}, "--profile"));
}

} // namespace
} // namespace pgslate::cli
