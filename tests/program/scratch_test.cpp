// The scratch databases that models become canonical in.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <future>
#include <thread>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Scratch : public ProgramTest {
  protected:
    void SetUp() override {
        model("a.toml", "[table.a.columns]\nid = { type = \"integer\", primary_key = true }\n");
        ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    }

    Program status(const std::string& cache = "cache") const {
        auto program = pgslate({"status"});
        program.environment["XDG_CACHE_HOME"] = (project_.path() / cache).string();
        return program;
    }

    static void expect_in_sync(const Ended& ended) {
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        EXPECT_EQ(count_of("Drift     none", ended.out), 1U) << ended.out;
        EXPECT_EQ(ended.err, "");
    }

    // What a killed program has asked for, the server does all the same.
    static void wait_until_nobody_makes_one() {
        for (int attempts = 200; attempts > 0; --attempts) {
            if (ask("select count(*) from pg_stat_activity where state = 'active' "
                    "and pid <> pg_backend_pid() and query ~ 'DATABASE pgslate_try_'")
                == "0")
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }
};

// What is kept of models keeps nothing back of what is said of them.
TEST_F(Scratch, WarningsAreSaidEachTime) {
    model("a.toml", "");
    for (int time = 0; time < 2; ++time) {
        const auto ended = run(status());
        EXPECT_EQ(ended.status, 0) << ended.out;
        EXPECT_EQ(count_of("warning: the models declare nothing", ended.err), 1U) << ended.err;
    }
}

TEST_F(Scratch, PlacesAreSaidOfModelsThatAreKept) {
    expect_in_sync(run(status()));
    run_sql("alter table a alter id type bigint", name());
    const auto ended = run(status());
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(count_of("different  column public.a.id (schemas/a.toml:2:1)", ended.out), 1U)
        << ended.out;
}

// Not that the database is being replaced, which has errors of the same SQLSTATE.
TEST_F(Scratch, SaysWhatIsWrongWithTheModels) {
    model("b.toml", "[table.b.columns]\nid = \"vachar(20)\"\n");
    const auto ended = run(status());
    EXPECT_EQ(ended.status, 65) << ended.out << ended.err;
    EXPECT_EQ(count_of("schemas/b.toml:2:1: error: ", ended.err), 1U) << ended.err;
    run_sql("create table b (id integer)", name());
    EXPECT_EQ(run_pgslate({"create"}).status, 65);
    expect_that_no_scratch_database_stays();
}

TEST_F(Scratch, OfSeveralAtOnceDoNotMeet) {
    std::vector<std::future<Ended>> runs;
    runs.reserve(6);
    for (int i = 0; i < 6; ++i)
        runs.push_back(std::async(std::launch::async, [this, i] {
            return run(status(i % 2 == 0 ? "cache" : format("cache{}", i)));
        }));
    for (auto& one : runs) expect_in_sync(one.get());
    expect_that_no_scratch_database_stays();
}

TEST_F(Scratch, OfAKilledOneIsRemovedByTheNext) {
    int killed = 0;
    for (int time = 0; time < 12; ++time) {
        auto program = status(format("killed{}", time));
        std::thread killer;
        program.on_start = [&killer, time](pid_t process) {
            killer = std::thread([process, time] {
                std::this_thread::sleep_for(std::chrono::milliseconds(60 + 25 * time));
                kill(process, SIGKILL);
            });
        };
        killed += run(program).status == 128 + SIGKILL ? 1 : 0;
        killer.join();
    }
    EXPECT_GT(killed, 2);
    wait_until_nobody_makes_one();
    expect_in_sync(run(status("last")));
    expect_that_no_scratch_database_stays();
}

} // namespace
} // namespace pgslate::testing
