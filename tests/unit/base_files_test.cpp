#include "base/error.hpp"
#include "base/files.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pgslate {
namespace {

class Files : public ::testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "pgslate-files-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static std::string message_of_reading(const std::filesystem::path& path) {
        try {
            read_file(path, ExitStatus::bad_model);
        } catch (const Error& error) {
            EXPECT_EQ(error.status(), ExitStatus::bad_model);
            EXPECT_EQ(error.problems().front().place.file, path.string());
            return error.what();
        }
        return "";
    }

    std::filesystem::path folder_;
};

TEST_F(Files, AreReadWholeWithEveryByte) {
    const std::string content = std::string("a\0b\r\n", 5) + std::string(200000, 'x');
    std::ofstream(folder_ / "some file", std::ios::binary) << content;
    EXPECT_EQ(read_file(folder_ / "some file", ExitStatus::failed), content);
}

TEST_F(Files, MayBeEmpty) {
    std::ofstream(folder_ / "empty").flush();
    EXPECT_EQ(read_file(folder_ / "empty", ExitStatus::failed), "");
}

TEST_F(Files, ThatAreMissingAreNamedWithTheReason) {
    const auto path = folder_ / "missing.toml";
    EXPECT_EQ(message_of_reading(path), "cannot be read: No such file or directory");
}

TEST_F(Files, AFolderIsNoFile) {
    EXPECT_EQ(message_of_reading(folder_), "cannot be read: Is a directory");
}

TEST_F(Files, ADeviceIsNoFileUnlessItIsEmpty) {
    EXPECT_EQ(message_of_reading("/dev/zero"), "cannot be read: it is a device");
    std::filesystem::create_symlink("/dev/urandom", folder_ / "model.sql");
    EXPECT_EQ(message_of_reading(folder_ / "model.sql"), "cannot be read: it is a device");
    EXPECT_EQ(read_file("/dev/null", ExitStatus::failed), "");
}

TEST_F(Files, HaveALimit) {
    std::ofstream(folder_ / "large").flush();
    std::filesystem::resize_file(folder_ / "large", largest_file + 1);
    EXPECT_EQ(message_of_reading(folder_ / "large"), "cannot be read: it has more than 256 MB");
    std::filesystem::resize_file(folder_ / "large", largest_note + 1);
    EXPECT_EQ(read_file(folder_ / "large", ExitStatus::failed).size(), largest_note + 1);
    EXPECT_THROW(read_file(folder_ / "large", ExitStatus::failed, largest_note), Error);
}

TEST_F(Files, MayBePipes) {
    const auto path = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(path) << "create table a ();"; });
    EXPECT_EQ(read_file(path, ExitStatus::failed), "create table a ();");
    writer.join();
}

} // namespace
} // namespace pgslate
