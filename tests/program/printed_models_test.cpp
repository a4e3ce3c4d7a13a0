// Models that a command prints.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <signal.h> // NOLINT(modernize-deprecated-headers): kill()
#include <thread>
#include <unistd.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class PrintedModels : public ProgramTest {
  protected:
    PrintedModels() { fs::permissions(project_.path(), fs::perms(0700)); }

    void script(const std::string& text) const { project_.write("print.sh", text); }
    void models(const std::string& list) const {
        project_.write("pgslate.toml", format("models = [{}]\n", list));
    }
    std::size_t runs() const {
        std::ifstream counted(project_.path() / "runs");
        return static_cast<std::size_t>(
            std::count(std::istreambuf_iterator(counted), std::istreambuf_iterator<char>(), '\n'));
    }
    void expect(const std::string& command, int status, const std::string& words) const {
        models(command);
        const auto ended = run_pgslate({"check"});
        EXPECT_EQ(ended.status, status) << ended.err;
        EXPECT_EQ(count_of(words, ended.err), 1U) << ended.err;
    }
};

TEST_F(PrintedModels, AreModelsBesideFilesAndTheCommandRunsOnceForEachRun) {
    script("echo run >> runs; cat && echo 'create table a (id integer primary key);'\n");
    model("b.toml", "[table.b]\ncolumns.a_id = { type = \"integer\", references = \"a.id\" }\n");
    models(R"("schemas", { command = ["sh", "print.sh"] })");
    for (const auto* command : {"check", "sql", "resetdb", "status", "status", "create", "plan"}) {
        const auto before = runs();
        const auto ended = run_pgslate({command});
        EXPECT_EQ(ended.status, 0) << command << ended.err;
        EXPECT_EQ(runs(), before + 1) << command;
    }
    const auto status = run_pgslate({"status"}).out;
    EXPECT_EQ(count_of("Models    1 file, 1 command, ", status), 1U) << status;
    EXPECT_EQ(count_of("Drift     none", status), 1U) << status;
    const auto before = runs();
    EXPECT_EQ(run_pgslate({"check", "--models", "schemas"}).status, 65); // no table a
    EXPECT_EQ(runs(), before);
}

TEST_F(PrintedModels, WhatTheyPrintNowIsWhatTheDatabaseIsHeldAgainst) {
    script("echo 'create table a (id integer);'\n");
    models(R"({ command = ["sh", "print.sh"] })");
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    ASSERT_EQ(run_pgslate({"status"}).status, 0);
    script("echo 'create table a (id bigint);'\n");
    const auto status = run_pgslate({"status"});
    EXPECT_EQ(status.status, 2);
    EXPECT_EQ(count_of("different  column public.a.id\n", status.out), 1U) << status.out;
}

TEST_F(PrintedModels, ACommandThatPrintsNoModelIsNamedWithItsPlace) {
    expect(R"({ command = ["sh", "-c", "echo why >&2; exit 3"] })", 65,
           "why\npgslate.toml:1:13: error: the model command 'sh -c echo why >&2; exit 3' ended "
           "with status 3\n");
    expect(R"({ command = ["true"] })", 65, "'true' prints nothing");
    expect(R"({ command = ["sh", "-c", "kill -9 $$"] })", 65, "was ended by signal 9");
    expect(R"({ command = ["no-such-program"] })", 78, "cannot be run: No such file or directory");
    expect(R"({ command = ["printf", "\\377"] })", 65, "this is not UTF-8");
    expect(R"({ comand = ["true"] })", 78, "Did you mean 'command'?");
}

TEST_F(PrintedModels, WhatIsWrongWithAModelIsShownWithItsLine) {
    expect(R"({ command = ["printf", "\\nbegin;"] })", 65, "command printf \\nbegin;:2:1: error: ");
    EXPECT_EQ(count_of("\n    begin;\n", run_pgslate({"check"}).err), 1U);
}

TEST_F(PrintedModels, ACommandOfSomebodyElseIsNotRun) {
    script("touch ran; echo 'create table a ();'");
    fs::permissions(project_.path() / "print.sh", fs::perms(0602));
    expect(R"({ command = ["sh", "print.sh"] })", 78, "can be written by everybody");
    EXPECT_FALSE(fs::exists(project_.path() / "ran"));
}

TEST_F(PrintedModels, ACommandEndsWhenPgslateIsInterrupted) {
    models(R"({ command = ["sh", "-c", "sleep 60 & echo $! > pid; wait"] })");
    auto program = pgslate({"check"});
    const auto written = project_.path() / "pid";
    std::jthread interrupting;
    program.on_start = [&](pid_t process) {
        interrupting = std::jthread([&, process] {
            while (!fs::exists(written) || fs::file_size(written) == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            ::kill(process, SIGTERM);
        });
    };
    const auto ended = run(program);
    interrupting.join();
    EXPECT_EQ(ended.status, 143) << ended.err;
    pid_t sleeper = 0;
    std::ifstream(written) >> sleeper;
    EXPECT_GT(sleeper, 0);
    // One that has ended has no command line any more, whenever its parent hears of it.
    std::string words = "?";
    for (int i = 0; i < 100 && !words.empty(); ++i) {
        words.clear();
        std::ifstream(format("/proc/{}/cmdline", sleeper)) >> words;
        if (!words.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(words, "");
}

} // namespace
} // namespace pgslate::testing
