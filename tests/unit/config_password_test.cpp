#include "base/format.hpp"
#include "config/find_target.hpp"
#include "config/password.hpp"
#include "config_support.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <concepts>
#include <csignal>
#include <ostream>
#include <string>

namespace pgslate::config {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) {
    out << value;
};
static_assert(!Streamable<Secret>);
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(!std::convertible_to<Secret, std::string>);

const Origin origin{.name = "'password' of profile 'x'",
                    .place = {.file = "pgslate.toml", .line = 3, .column = 1}};

Secret resolved(PasswordSource source, const Environment& environment = {}) {
    return resolve({.value = std::move(source), .origin = origin}, environment);
}

std::string complaint(const PasswordSource& source) {
    const auto error = error_of([&] { resolved(source); });
    EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
    return text_of(error);
}

PasswordSource command(std::vector<std::string> words) {
    return PasswordFromCommand{
        {.words = std::move(words), .folder = "/", .trust = Trust::of_user(), .place = {}}};
}

PasswordSource shell(const std::string& script) {
    return command({"sh", "-c", script});
}

TEST(ConfigPassword, MayStandThereItself) {
    EXPECT_EQ(resolved(Secret("p w")).reveal(), "p w");
}

TEST(ConfigPassword, MayComeFromAVariable) {
    EXPECT_EQ(resolved(PasswordFromVariable{"A"}, {{"A", "p"}}).reveal(), "p");
    EXPECT_TRUE(contains(complaint(PasswordFromVariable{"PROD_PW"}),
                         "pgslate.toml:3:1|Expected environment variable 'PROD_PW' not set."));
}

TEST(ConfigPassword, MayComeFromAFileBesideTheProject) {
    const TemporaryFolder folder;
    folder.write("secret/pw", "p\n");
    folder.write("pgslate.toml", "[profile.x]\nurl='h'\nuser='u'\ndatabase='d'\n"
                                 "password = { file = 'secret/pw' }\n");
    std::filesystem::create_directories(folder.path() / "deep");
    const auto target =
        find_target({.url = {}, .profile = "x", .database = {}, .config = {}, .models = {}}, {},
                    folder.path() / "deep");
    EXPECT_EQ(revealed(target.password), "p");
}

TEST(ConfigPassword, FileThatOthersCanWriteIsRefused) {
    const TemporaryFolder folder;
    const PasswordFromFile source{.path = folder.write("pw", "geheim\n")};
    for (const unsigned mode : {0620U, 0602U, 0666U}) {
        std::filesystem::permissions(source.path, std::filesystem::perms(mode));
        const auto text = complaint(source);
        EXPECT_TRUE(contains(text, "pgslate.toml:3:1|'password' of profile 'x': "));
        EXPECT_TRUE(contains(text, "can be written by others than its owner"));
        EXPECT_TRUE(contains(text, "chmod go-w"));
        EXPECT_FALSE(contains(text, "geheim"));
    }
    std::filesystem::permissions(source.path, std::filesystem::perms(0444));
    EXPECT_EQ(resolved(source).reveal(), "geheim");
}

TEST(ConfigPassword, MayBeTheFirstLineOfWhatAProgramPrints) {
    EXPECT_EQ(resolved(command({"printf", "p w\\nmore\\n"})).reveal(), "p w");
    EXPECT_EQ(resolved(command({"printf", "p\\r\\n"})).reveal(), "p");
    EXPECT_EQ(resolved(shell("printf p; printf '%0100000d' 1")).reveal().size(), 100001U);
}

TEST(ConfigPassword, ProgramRunsWithoutAShell) {
    EXPECT_EQ(resolved(command({"echo", "$HOME;`id`"})).reveal(), "$HOME;`id`");
}

TEST(ConfigPassword, ProgramRunsInTheFolderOfTheProject) {
    const TemporaryFolder folder;
    const auto program = folder.write("get", "#!/bin/sh\necho from here\n");
    std::filesystem::permissions(program, std::filesystem::perms(0700));
    const PasswordFromCommand source{
        {.words = {"./get"}, .folder = folder.path(), .trust = Trust::of_user(), .place = {}}};
    EXPECT_EQ(resolved(source).reveal(), "from here");
    std::filesystem::permissions(program, std::filesystem::perms(0702));
    EXPECT_TRUE(contains(complaint(source), "./get|not used, because " + program.string()
                                                + " can be written by everybody"));
}

TEST(ConfigPassword, AProgramThatFailsIsNamedAndItsOutputIsNot) {
    const auto text = complaint(shell("echo geheim; exit 3"));
    EXPECT_TRUE(contains(text, "pgslate.toml:3:1|'password' of profile 'x': the password command "
                               "'sh' ended with status 3"));
    EXPECT_FALSE(contains(text, "geheim"));
    EXPECT_TRUE(contains(complaint(shell("echo geheim; kill -9 $$")), "ended by signal 9"));
    EXPECT_TRUE(contains(complaint(command({"pgslate-no-such-program"})),
                         "cannot be run: No such file or directory"));
    EXPECT_TRUE(contains(complaint(shell("exit 0")), "said nothing"));
    EXPECT_TRUE(contains(complaint(shell("echo; echo p")), "said nothing"));
    EXPECT_TRUE(contains(complaint(shell("printf '\\377'")), "not valid UTF-8"));
}

TEST(ConfigPassword, WhatAProgramLeavesBehindIsNotWaitedForAndNotEnded) {
    const auto begin = std::chrono::steady_clock::now();
    const auto said = resolved(shell("sleep 300 & echo $!")).reveal();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
    const auto left = std::stoi(said);
    EXPECT_EQ(::kill(left, 0), 0) << "it goes on";
    ::kill(left, SIGKILL);
    // Closes what it says before it ends.
    EXPECT_EQ(resolved(shell("echo p; exec >&-; sleep 0.1")).reveal(), "p");
    EXPECT_EQ(resolved(shell("sleep 0.1; printf p")).reveal(), "p") << "without a newline";
}

TEST(ConfigPassword, AProgramThatSaysTooMuchIsEnded) {
    EXPECT_TRUE(contains(complaint(command({"yes"})), "'yes' says more than a password has"));
    EXPECT_TRUE(contains(complaint(command({"cat", "/dev/zero"})), "more than a password has"));
}

TEST(ConfigPassword, FileThatNeverEndsIsRefused) {
    const TemporaryFolder folder;
    for (const char* device : {"/dev/zero", "/dev/urandom"}) {
        std::filesystem::create_symlink(device, folder.path() / "pw");
        const PasswordFromFile source{.path = folder.path() / "pw"};
        // Devices may be written by everybody, which is found first.
        EXPECT_TRUE(contains(complaint(source), "written by others"));
        std::filesystem::remove(folder.path() / "pw");
    }
    const PasswordFromFile large{.path = folder.write("large", std::string(2'000'000, 'x'))};
    EXPECT_TRUE(contains(complaint(large), "more than 1 MB"));
}

TEST(ConfigPassword, OnlyTheChosenProfilesPasswordIsFetched) {
    const TemporaryFolder folder;
    folder.write("pgslate.toml", "[profile.x]\nurl='h'\nuser='u'\ndatabase='d'\n"
                                 "[profile.y]\nurl='h'\npassword={command=['touch','ran']}\n");
    TargetChoice choice;
    choice.profile = "x";
    EXPECT_FALSE(find_target(choice, {}, folder.path()).password);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "ran"));
}

} // namespace
} // namespace pgslate::config
