// The files of a dump: all of them, or none, on whatever disk.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <filesystem>
#include <map>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class DumpFiles : public ProgramTest {
  protected:
    DumpFiles() {
        model("a.sql", "create table a (id int); create table b (id int);"
                       "create table c (id int); create schema more; create table more.d ();"
                       "create function f() returns text language sql as $$select '"
                           + std::string(40000, 'x') + "'$$;");
        EXPECT_EQ(run_pgslate({"create"}).status, 0);
    }

    // No file may get longer than 4 or 8 kB: which of the two depends on the shell.
    Ended on_small_disk(const std::string& folder, const std::string& more = "") const {
        auto program = pgslate({"-c", format("ulimit -f 8; exec {} dump --output {} {}",
                                             PGSLATE_BINARY, folder, more)});
        program.binary = "/bin/sh";
        return run(program);
    }

    std::map<std::string, std::string> present() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(project_.path()))
            files[entry.path().string()] =
                entry.is_regular_file() ? read_file(entry.path(), ExitStatus::failed) : "";
        return files;
    }
};

TEST_F(DumpFiles, AreNotThereWhenOneHasNoRoom) {
    const auto before = present();
    const auto ended = on_small_disk("new/models");
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("error: cannot write new/models/public/f.sql: File too large", ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(count_of("Nothing was written.", ended.err), 1U) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(present(), before);
}

TEST_F(DumpFiles, StayAsTheyWereWhenOneHasNoRoom) {
    project_.write("models/public/a.toml", "old");
    project_.write("models/public/mine.sql", "mine");
    const auto before = present();
    EXPECT_EQ(on_small_disk("models", "--force").status, 1);
    EXPECT_EQ(present(), before);
}

TEST_F(DumpFiles, AreWholeAndAloneWhenAllHaveRoom) {
    project_.write("models/public/a.toml", "old");
    project_.write("models/.pgslate-new-killed/files/public/half.sql", "create table half (");
    EXPECT_EQ(run_pgslate({"dump", "--output", "models", "--force"}).status, 0);
    EXPECT_FALSE(fs::exists(project_.path() / "models/.pgslate-new-killed"));
    EXPECT_EQ(run_pgslate({"status", "--models", "models"}).status, 0);
    for (const auto& [path, text] : present())
        EXPECT_EQ(count_of(".pgslate-new", path), 0U) << path;
}

TEST_F(DumpFiles, OfAKilledRunAreNoModels) {
    project_.write("schemas/.pgslate-new-killed/files/public/half.sql", "create table half (");
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

} // namespace
} // namespace pgslate::testing
