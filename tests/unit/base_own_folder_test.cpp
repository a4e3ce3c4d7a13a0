#include "base/own_folder.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

constexpr uid_t somebody_else = 65534;

class OwnFolders : public ::testing::Test {
  protected:
    fs::path path() const { return folder_.path() / "own"; }
    OwnFolder made() const { return OwnFolder::open(path(), true).value(); }

    static bool opens(const fs::path& folder) { return OwnFolder::open(folder, false).has_value(); }
    static std::string content(const fs::path& file) {
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        return text.str();
    }
    static void give_away(const fs::path& path) {
        ASSERT_EQ(::lchown(path.c_str(), somebody_else, somebody_else), 0);
    }

    TemporaryFolder folder_;
};

TEST_F(OwnFolders, AreMadeForTheirOwnerAlone) {
    const auto deep = path() / "a" / "b";
    EXPECT_FALSE(opens(deep));
    ASSERT_TRUE(OwnFolder::open(deep, true));
    for (const auto& each : {path(), path() / "a", deep})
        EXPECT_EQ(fs::status(each).permissions(), fs::perms::owner_all) << each;
    fs::permissions(deep, fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
    ASSERT_TRUE(opens(deep));
    EXPECT_EQ(fs::status(deep).permissions(), fs::perms::owner_all);
}

TEST_F(OwnFolders, KeepFiles) {
    const auto folder = made();
    EXPECT_FALSE(folder.read("a"));
    folder.write("a", "one");
    folder.write("a", "two");
    EXPECT_EQ(folder.read("a"), "two");
    EXPECT_EQ(fs::status(path() / "a").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(std::distance(fs::directory_iterator(path()), fs::directory_iterator()), 1);
}

TEST_F(OwnFolders, FollowNoLink) {
    const auto folder = made();
    folder_.write("theirs", "secret");
    fs::create_symlink(folder_.path() / "theirs", path() / "a");
    EXPECT_FALSE(folder.read("a"));
    folder.write("a", "ours");
    EXPECT_EQ(folder.read("a"), "ours");
    EXPECT_EQ(content(folder_.path() / "theirs"), "secret");
    fs::create_directory(path() / "b");
    EXPECT_FALSE(folder.read("b"));
    ASSERT_EQ(::mkfifo((path() / "c").c_str(), S_IRWXU), 0);
    EXPECT_FALSE(folder.read("c"));
}

TEST_F(OwnFolders, AreNotUsedWhereOthersMayWrite) {
    made().write("a", "text");
    for (const auto right : {fs::perms::others_write, fs::perms::group_write}) {
        fs::permissions(path() / "a", right, fs::perm_options::add);
        EXPECT_FALSE(made().read("a"));
        fs::permissions(path() / "a", right, fs::perm_options::remove);
    }
    EXPECT_TRUE(made().read("a"));
    fs::permissions(path(), fs::perms::others_write, fs::perm_options::add);
    EXPECT_FALSE(opens(path()));
    EXPECT_FALSE(OwnFolder::open(path() / "deeper", true));
    EXPECT_FALSE(fs::exists(path() / "deeper"));
}

TEST_F(OwnFolders, AreNotSomebodyElses) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    made().write("a", "text");
    give_away(path() / "a");
    EXPECT_FALSE(made().read("a"));
    give_away(path());
    EXPECT_FALSE(opens(path()));
    EXPECT_FALSE(OwnFolder::open(path() / "deeper", true)) << "on the way, too";
}

TEST_F(OwnFolders, AreReachedThroughLinksOfTheirOwnerOnly) {
    made();
    const auto link = folder_.path() / "link";
    fs::create_directory_symlink(path(), link);
    EXPECT_TRUE(opens(link));
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give links away";
    give_away(link);
    EXPECT_FALSE(opens(link));
}

TEST_F(OwnFolders, ForgetWhatWasNotUsedForLongest) {
    const auto folder = made();
    using namespace std::chrono_literals;
    const auto now = fs::file_time_type::clock::now();
    for (const auto* name : {"1.x", "2.x", "3.x", "other", "unfinished.1"}) {
        folder.write(name, "text");
        fs::last_write_time(path() / name, now - 3h);
    }
    EXPECT_TRUE(folder.read("2.x"));
    folder.keep_newest(1, ".x");
    EXPECT_TRUE(fs::exists(path() / "2.x"));
    EXPECT_TRUE(fs::exists(path() / "other"));
    for (const auto* name : {"1.x", "3.x", "unfinished.1"}) EXPECT_FALSE(fs::exists(path() / name));
}

} // namespace
} // namespace pgslate::testing
