// What a command shows while it works, and what it tells with --verbose.
#include "base/format.hpp"
#include "report/columns.hpp"
#include "support/program_test.hpp"

#include <algorithm>
#include <csignal>
#include <future>
#include <sstream>
#include <thread>

namespace pgslate::testing {
namespace {

constexpr std::string_view shown = "\rBuilding what is declared (0 of 3 statements";

class ProgressShown : public ProgramTest {
  protected:
    ProgressShown() {
        model("a.sql", "select pg_sleep(1.2), '表表表表表表表表表表表表表表表表表表表表';\n"
                       "create table a (id int primary key);\n"
                       "create index a_id on a (id);\n");
    }
};

// How many columns the line took that was written over.
std::size_t widest_in(const std::string& out) {
    std::size_t widest = 0;
    std::istringstream parts(out);
    for (std::string part; std::getline(parts, part, '\r');)
        if (count_of("Building", part) > 0)
            widest = std::max(widest, report::columns_of(part.substr(0, part.find('\n'))));
    return widest;
}

TEST_F(ProgressShown, IsOneLineThatIsGoneInTheEnd) {
    const auto ended = run_in_terminal(pgslate({"resetdb"}));
    EXPECT_EQ(ended.status, 0) << ended.out;
    EXPECT_GT(count_of(shown, ended.out), 0U) << ended.out;
    EXPECT_EQ(count_of(" \rShiny!\n", ended.out), 1U) << ended.out;
    const auto lines = count_of("\n", ended.out);
    EXPECT_EQ(lines, 3U) << "two things that are done, and Shiny!: " << ended.out;
}

TEST_F(ProgressShown, IsForTerminalsOnly) {
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.out, "Creating database.\nCreating tables.\nShiny!\n");
    EXPECT_EQ(ended.err, "");
}

TEST_F(ProgressShown, IsSilencedByQuietAndWhereLinesCannotBeWrittenOver) {
    EXPECT_EQ(run_in_terminal(pgslate({"resetdb", "--quiet"})).out, "");
    for (const auto* term : {"dumb", ""}) {
        auto program = pgslate({"resetdb"});
        program.environment["TERM"] = term;
        const auto ended = run_in_terminal(program);
        EXPECT_EQ(count_of("\r", ended.out), 0U) << ended.out;
        EXPECT_EQ(count_of("Shiny!", ended.out), 1U) << ended.out;
    }
}

TEST_F(ProgressShown, FitsIntoTwentyColumns) {
    for (const auto* locale : {"C.UTF-8", "C"}) {
        auto program = pgslate({"resetdb"});
        program.environment["LC_ALL"] = locale;
        program.columns = 20;
        const auto out = run_in_terminal(program).out;
        EXPECT_GT(count_of("\r0/3 Building", out), 0U) << out;
        program.columns = 77;
        const auto wider = run_in_terminal(program).out;
        EXPECT_GT(count_of("select pg_sleep", wider), 0U) << wider;
        EXPECT_EQ(count_of("?", wider) > 0, std::string_view(locale) == "C") << wider;
        EXPECT_LE(widest_in(out), 17U) << out;
        EXPECT_LE(widest_in(wider), 74U) << wider;
    }
}

TEST_F(ProgressShown, IsNoneWhereThereIsNoRoomForIt) {
    auto program = pgslate({"resetdb"});
    program.columns = 1;
    const auto ended = run_in_terminal(program);
    EXPECT_EQ(ended.status, 0) << ended.out;
    EXPECT_EQ(count_of("Building", ended.out), 0U) << ended.out;
    EXPECT_EQ(count_of("Shiny!\n", ended.out), 1U) << ended.out;
}

TEST_F(ProgressShown, NeedsNoStandardError) {
    auto program = pgslate({"-c", "exec \"$PGSLATE\" resetdb --verbose 2>&-"});
    program.binary = "/bin/sh";
    program.environment["PGSLATE"] = PGSLATE_BINARY;
    EXPECT_EQ(run_in_terminal(program).status, 0);
}

TEST_F(ProgressShown, GoesWhenASignalComes) {
    auto program = pgslate({"resetdb"});
    std::future<void> killer;
    program.on_start = [&](pid_t pid) {
        killer = std::async(std::launch::async, [pid] {
            std::this_thread::sleep_for(std::chrono::milliseconds(1200));
            ::kill(pid, SIGINT);
        });
    };
    model("a.sql", "create table a ();\nselect pg_sleep(20);\n");
    const auto ended = run_in_terminal(program);
    EXPECT_EQ(ended.status, 130);
    EXPECT_EQ(count_of(" \r\033[1;31merror", ended.out), 1U) << ended.out;
}

TEST_F(ProgressShown, SaysForWhomAStatementWaits) {
    model("a.sql", "create table a (id int);\n");
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    model("a.sql", "create table a (id int, name text);\n");
    const auto holder = std::async(std::launch::async, [this] {
        run_sql("begin; lock table a; select pg_sleep(3.5); commit", name());
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const auto ended = run_in_terminal(pgslate({"apply"}));
    EXPECT_EQ(ended.status, 0) << ended.out;
    EXPECT_GT(count_of("waiting for a lock of process ", ended.out), 0U) << ended.out;
}

TEST_F(ProgressShown, IsTheTimeOfEachStatementWithVerbose) {
    model("a.sql",
          "create table a (\n    id int\n);\ncreate index i on a (id);\n" + mapping_with("sesame"));
    const auto ended = run_pgslate({"resetdb", "--verbose"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of(" s  create table a ( id int )\n", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of(" s  CREATE DATABASE ", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("sesame", ended.err + ended.out), 0U) << ended.err;
    EXPECT_EQ(count_of("Shiny!\n1 table, 1 index, ", ended.out), 1U) << ended.out;
    const auto applied = run_pgslate({"apply", "--verbose"});
    EXPECT_EQ(count_of(" s  ", applied.err), 0U) << "what is only tried is not told";
    const auto json = run_pgslate({"resetdb", "--verbose", "--json"});
    EXPECT_EQ(count_of(" s  ", json.err), 0U) << json.err;
}

} // namespace
} // namespace pgslate::testing
