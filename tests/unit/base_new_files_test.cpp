#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/new_files.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <map>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace pgslate {
namespace {

namespace fs = std::filesystem;

// A disk that takes no more than so many bytes in one file.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

  private:
    rlimit before_{};
};

class NewFiles : public ::testing::Test {
  protected:
    fs::path out() const { return folder_.path() / "a/out"; }

    std::string write(const std::vector<NewFile>& files, Existing existing = Existing::refuse) {
        try {
            write_files(out(), files, existing);
            return "written";
        } catch (const Error& error) {
            EXPECT_EQ(error.status(), ExitStatus::failed);
            EXPECT_EQ(error.problems().front().hints.front(), "Nothing was written.");
            return error.what();
        }
    }

    // All files, hidden ones too, with what is in them.
    std::map<std::string, std::string> present() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path()))
            files[entry.path().lexically_relative(folder_.path()).string()] =
                entry.is_regular_file() ? read_file(entry.path(), ExitStatus::failed) : "folder";
        return files;
    }
    using Present = std::map<std::string, std::string>;

    testing::TemporaryFolder folder_;
};

TEST_F(NewFiles, AppearInFoldersThatAreMadeForThem) {
    EXPECT_EQ(write({{"x", "1"}, {"deep/er/y", "2"}}), "written");
    EXPECT_EQ(present(), (Present{{"a", "folder"},
                                  {"a/out", "folder"},
                                  {"a/out/x", "1"},
                                  {"a/out/deep", "folder"},
                                  {"a/out/deep/er", "folder"},
                                  {"a/out/deep/er/y", "2"}}));
}

TEST_F(NewFiles, JoinThoseThatAreThere) {
    folder_.write("a/out/deep/old", "0");
    EXPECT_EQ(write({{"x", "1"}, {"deep/y", "2"}, {"new/z", "3"}}), "written");
    EXPECT_EQ(present(), (Present{{"a", "folder"},
                                  {"a/out", "folder"},
                                  {"a/out/x", "1"},
                                  {"a/out/deep", "folder"},
                                  {"a/out/deep/old", "0"},
                                  {"a/out/deep/y", "2"},
                                  {"a/out/new", "folder"},
                                  {"a/out/new/z", "3"}}));
}

TEST_F(NewFiles, ReplaceOthersOnlyWhenTold) {
    folder_.write("a/out/b", "old");
    const auto before = present();
    EXPECT_EQ(write({{"a", "1"}, {"b", "2"}, {"c", "3"}}),
              "cannot write " + (out() / "b").string() + ": File exists");
    EXPECT_EQ(present(), before);
    EXPECT_EQ(write({{"a", "1"}, {"b", "2"}, {"c", "3"}}, Existing::replace), "written");
    EXPECT_EQ(read_file(out() / "b", ExitStatus::failed), "2");
    EXPECT_EQ(present().size(), 5U) << "and nothing hidden stays";
}

TEST_F(NewFiles, ReplaceALinkAndNotWhatItLeadsTo) {
    const auto other = folder_.write("other", "kept");
    fs::create_directories(out());
    fs::create_symlink(other, out() / "x");
    EXPECT_EQ(write({{"x", "1"}}, Existing::replace), "written");
    EXPECT_FALSE(fs::is_symlink(out() / "x"));
    EXPECT_EQ(read_file(other, ExitStatus::failed), "kept");
}

TEST_F(NewFiles, LeaveEverythingAsItWasWhenOneHasNoRoom) {
    const std::string much(100000, 'x');
    {
        const SmallDisk disk(5000);
        EXPECT_EQ(write({{"a", "1"}, {"sub/b", much}, {"c", "2"}}),
                  "cannot write " + (out() / "sub/b").string() + ": File too large");
    }
    EXPECT_EQ(present(), Present());
    folder_.write("a/out/a", "old");
    const auto before = present();
    {
        const SmallDisk disk(5000);
        EXPECT_NE(write({{"a", "1"}, {"b", much}}, Existing::replace), "written");
    }
    EXPECT_EQ(present(), before);
}

TEST_F(NewFiles, AreTakenBackWhenOneCannotGetToItsPlace) {
    for (const auto* name : {"a/out/a", "a/out/b", "a/out/c/folder", "a/out/d"})
        folder_.write(name, "old");
    const auto before = present();
    EXPECT_EQ(
        write({{"a", "1"}, {"b", "1"}, {"c", "1"}, {"d", "1"}, {"e", "1"}}, Existing::replace),
        "cannot write " + (out() / "c").string() + ": Is a directory");
    EXPECT_EQ(present(), before);
}

TEST_F(NewFiles, AreForTheirOwnerOnlyWhereTold) {
    write_files(out(), {{"x", "1"}}, Existing::refuse, Readers::owner);
    struct stat status {};
    ASSERT_EQ(::stat((out() / "x").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(NewFiles, RemoveWhatADeadRunLeftAndNothingElse) {
    folder_.write("a/out/.pgslate-new-dead12/files/half", "ha");
    folder_.write("a/out/.pgslate-new-alive1/files/half", "ha");
    const auto elsewhere = folder_.write("elsewhere/kept", "kept").parent_path();
    fs::create_directory_symlink(elsewhere, out() / ".pgslate-new-link12");
    const Descriptor alive(::open((out() / ".pgslate-new-alive1").c_str(), O_RDONLY));
    ASSERT_EQ(::flock(alive.get(), LOCK_EX), 0);
    EXPECT_EQ(write({{"x", "1"}}), "written");
    EXPECT_FALSE(fs::exists(out() / ".pgslate-new-dead12"));
    EXPECT_TRUE(fs::exists(out() / ".pgslate-new-alive1/files/half"));
    EXPECT_TRUE(fs::exists(elsewhere / "kept"));
}

} // namespace
} // namespace pgslate
