#include "base/trusted_file.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pgslate {
namespace {

namespace fs = std::filesystem;

class TrustedFiles : public ::testing::Test {
  protected:
    TrustedFiles() { ::chmod(folder_.path().c_str(), 0700); }

    fs::path write(const fs::path& name, mode_t mode = 0644) const {
        auto path = folder_.write(name, "text");
        ::chmod(path.c_str(), mode);
        return path;
    }
    fs::path folder(const fs::path& name, mode_t mode) const {
        auto path = folder_.path() / name;
        fs::create_directories(path);
        ::chmod(path.c_str(), mode);
        return path;
    }
    fs::path link(const fs::path& name, const fs::path& target) const {
        auto path = folder_.path() / name;
        fs::create_symlink(target, path);
        return path;
    }
    // Somebody else's as far as `strangers()` goes: root gives it away, anybody else is one.
    static void give_away(const fs::path& path) {
        constexpr uid_t somebody = 65534;
        const bool given = ::geteuid() != 0 || ::lchown(path.c_str(), somebody, somebody) == 0;
        EXPECT_TRUE(given);
    }
    static Trust strangers() { return Trust({0}); }

    static std::string read(const fs::path& path, const Trust& trust = Trust::of_user()) {
        TrustedReader reader(trust);
        try {
            const auto text = reader.read(path, ExitStatus::bad_model);
            reader.finish("Name it.");
            return text.value_or("nothing, and no objection");
        } catch (const Error& error) {
            return error.what();
        }
    }
    // Which of our paths is objected to, and why.
    std::string objection(const fs::path& path, const Trust& trust = Trust::of_user()) const {
        const auto found = open_trusted(path, trust);
        EXPECT_FALSE(found.descriptor && found.objection);
        if (!found.objection) return found.descriptor ? "none" : std::to_string(found.reason);
        return found.objection->path.lexically_relative(fs::canonical(folder_.path())).string()
               + " " + found.objection->reason;
    }

    testing::TemporaryFolder folder_;
};

TEST_F(TrustedFiles, AreReadWhereOnlyTheUserCouldHaveWrittenThem) {
    const auto file = write("a/b/file");
    EXPECT_EQ(read(file), "text");
    EXPECT_EQ(read(link("link", "a/b/../b/./file")), "text");
    EXPECT_EQ(read(link("whole", folder_.path() / "a") / "b/file"), "text");
    EXPECT_EQ(read("/etc/passwd").substr(0, 4), "root");
}

TEST_F(TrustedFiles, ThatOthersMayWriteAreNotRead) {
    EXPECT_EQ(objection(write("file", 0646)), "file can be written by everybody");
    const auto file = write("a/b/file");
    const auto a = folder("a", 0757);
    EXPECT_EQ(objection(file), "a can be written by everybody");
    EXPECT_EQ(objection(link("link", file)), "a can be written by everybody");
    EXPECT_EQ(objection(link("around", "a/../file2")), "a can be written by everybody");
    EXPECT_EQ(read(file),
              "not used, because " + fs::canonical(a).string() + " can be written by everybody");
}

TEST_F(TrustedFiles, AreMendedByACommandThatMeansThemWhateverTheyAreCalled) {
    const auto cure = [this](const char* name) {
        const auto found = open_trusted(write(name, 0646), Trust::of_user());
        return found.objection ? found.objection->cure : "none";
    };
    const auto folder = fs::canonical(folder_.path()).string();
    EXPECT_EQ(cure("plain-1.sql"), "chmod go-w " + folder + "/plain-1.sql");
    EXPECT_EQ(cure("it's; $(x).sql"), "chmod go-w '" + folder + "/it'\\''s; $(x).sql'");
}

TEST_F(TrustedFiles, MayLieBelowAStickyFolderButNotInIt) {
    const auto tmp = folder("tmp", 01777);
    EXPECT_EQ(objection(write("tmp/mine/file")), "none");
    EXPECT_EQ(objection(write("tmp/file")), "tmp can be written by everybody");
    EXPECT_EQ(objection(tmp), "tmp can be written by everybody");
    EXPECT_EQ(objection(link("tmp/link", folder_.path() / "tmp/mine/file")), "none");
    folder("tmp/other", 0757);
    EXPECT_EQ(objection(write("tmp/other/file")), "tmp/other can be written by everybody");
}

TEST_F(TrustedFiles, OfOthersAreNotRead) {
    const auto file = write("file");
    const auto behind_link = link("link", "file");
    give_away(file);
    EXPECT_NE(read(file, strangers()).find("belongs to user "), std::string::npos);
    EXPECT_NE(read(behind_link, strangers()).find("belongs to user "), std::string::npos);
    const auto below = write("theirs/mine");
    give_away(folder_.path() / "theirs");
    EXPECT_NE(read(below, strangers()).find("belongs to user "), std::string::npos);
    const auto own_link = link("to_passwd", "/etc/passwd");
    give_away(own_link);
    EXPECT_NE(read(own_link, strangers()).find("belongs to user "), std::string::npos);
    EXPECT_EQ(read(file, Trust::in_everybody()), "text");
}

TEST_F(TrustedFiles, ThatAreNotThereSaySo) {
    EXPECT_EQ(read(folder_.path() / "no"), "cannot be read: No such file or directory");
    EXPECT_EQ(read(folder_.path()), "cannot be read: Is a directory");
    EXPECT_EQ(read(write("file") / "more"), "cannot be read: Not a directory");
    EXPECT_EQ(read(link("nowhere", "no")), "cannot be read: No such file or directory");
    EXPECT_EQ(read(link("loop", "loop")), "cannot be read: Too many levels of symbolic links");
}

TEST_F(TrustedFiles, AreSpokenAgainstOnceForEachReason) {
    TrustedReader reader(Trust::of_user());
    folder("all", 0777);
    for (const auto* name : {"all/a", "all/b", "good"})
        reader.read(write(name), ExitStatus::failed);
    reader.read(write("bad", 0666), ExitStatus::failed);
    try {
        reader.finish("Name it.");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
        ASSERT_EQ(error.problems().size(), 2U);
        EXPECT_EQ(error.problems().front().place.file, (folder_.path() / "all/a").string());
        EXPECT_EQ(error.problems().back().message,
                  "not used, because it can be written by everybody");
        EXPECT_EQ(error.problems().back().hints.front(),
                  "Take that right away with: chmod go-w " + (folder_.path() / "bad").string());
        EXPECT_EQ(error.problems().back().hints.back(), "Name it.");
    }
}

// A status as if a file belonged to an account and a group, and the group could write it.
struct stat shared_with(gid_t group) {
    struct stat status {};
    status.st_mode = S_IFREG | 0664;
    status.st_gid = group;
    return status;
}

TEST_F(TrustedFiles, MayBeWrittenByAGroupOfTrustedAccountsOnly) {
    const auto* daemon = ::getpwuid(1); // has a group of its own everywhere
    ASSERT_NE(daemon, nullptr);
    const auto status = shared_with(daemon->pw_gid);
    const Descriptor file(::open(write("file").c_str(), O_RDONLY));
    EXPECT_EQ(Trust({daemon->pw_uid}).others_who_write(file.get(), status), "");
    EXPECT_EQ(Trust({0}).others_who_write(file.get(), status).substr(0, 6), "group ");
    EXPECT_EQ(Trust({0}).others_who_write(file.get(), shared_with(424242)), "gid 424242");
    EXPECT_EQ(Trust::in_everybody().others_who_write(file.get(), shared_with(424242)), "");
    EXPECT_EQ(Trust({daemon->pw_uid}).others_who_write(-1, status).substr(0, 6), "group ")
        << "what is not known to have no list of accounts may have one";
}

TEST_F(TrustedFiles, AreRootsTooWhereSudoMadeTheUserRoot) {
    struct stat status {};
    status.st_uid = 424242;
    EXPECT_FALSE(Trust::of_user().owns(status));
    ::setenv("SUDO_UID", "424242", 1); // NOLINT(concurrency-mt-unsafe)
    EXPECT_EQ(Trust::of_user().owns(status), ::geteuid() == 0);
    for (const auto* wrong : {"", "424242 ", "-1", "x", "4294967297"}) {
        ::setenv("SUDO_UID", wrong, 1); // NOLINT(concurrency-mt-unsafe)
        EXPECT_FALSE(Trust::of_user().owns(status)) << wrong;
    }
    ::unsetenv("SUDO_UID"); // NOLINT(concurrency-mt-unsafe)
}

TEST_F(TrustedFiles, ThatAreNamedVouchForThoseTheyLeadTo) {
    struct stat status {};
    status.st_uid = 424242;
    status.st_mode = S_IFREG | 0644;
    const Descriptor file(::open(write("file").c_str(), O_RDONLY));
    const auto extended = Trust({0}).extended_by(file.get(), status);
    EXPECT_TRUE(extended.owns(status));
    EXPECT_FALSE(extended.is_everybody());
    status.st_mode |= S_IWOTH;
    EXPECT_TRUE(Trust({0}).extended_by(file.get(), status).is_everybody());
}

} // namespace
} // namespace pgslate
