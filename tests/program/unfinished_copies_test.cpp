// What is kept for the next reset, while the process prepares it that nobody waits for, and what
// that leaves where it is killed.
#include "base/format.hpp"
#include "database/name_lock.hpp"
#include "database/stock.hpp"
#include "support/statement_proxy.hpp"
#include "support/stored_copies_test.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;
using database::Temporary;

class UnfinishedCopies : public StoredCopiesTest {
  protected:
    // Of this test's database, whoever began them.
    void kill_all_programs() const {
        for (const auto& process : std::filesystem::directory_iterator("/proc")) {
            std::ifstream environment(process.path() / "environ");
            const std::string text(std::istreambuf_iterator<char>(environment), {});
            if (count_of(format("POSTGRES_DB={}", name()), text) == 1)
                ::kill(std::stoi(process.path().filename()), SIGKILL);
        }
    }

    // All programs are killed when such a statement has been run by the one that is left behind.
    void reset_and_kill_all_behind(const std::string& statement, const std::string& spares) const {
        const auto& place = server_->place();
        const StatementProxy proxy(place.host, place.port,
                                   {.behind = statement,
                                    .moment = Moment::instead,
                                    .action = [this](pid_t) { kill_all_programs(); }});
        auto program = on_own_server({"resetdb", "--spares", spares});
        program.environment["POSTGRES_URL"] = proxy.address();
        const auto status = run(program).status;
        EXPECT_TRUE(status == 0 || status == 128 + SIGKILL) << "it may be ending still: " << status;
        for (int i = 0; i < 1000 && !proxy.fired(); ++i) std::this_thread::sleep_for(10ms);
        EXPECT_TRUE(proxy.fired());
        wait_until_alone();
    }
};

// kill -9 of the process that nobody waits for, when a spare has become the template.
TEST_F(UnfinishedCopies, AreFoundByPruneWhoeverWasKilledMakingATemplateOfASpare) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    wait_until_alone();
    execute({format("drop database {}", stocked("tpl"))});
    reset_and_kill_all_behind("RENAME TO pgslate_tpl_", "2");
    EXPECT_NE(stocked("tpl"), "no row");
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
    EXPECT_EQ(stocked("(tpl|spa)"), "no row");
}

// kill -9 of the process that nobody waits for, once there is a database and before it is said what
// it is.
TEST_F(UnfinishedCopies, AreGoneWithWhoeverWasKilledPreparingThem) {
    for (const bool by_prune : {true, false}) {
        reset_and_kill_all_behind("CREATE DATABASE pgslate_spa_", "1");
        const auto unfinished = stocked("spa");
        EXPECT_NE(unfinished, "no row");
        EXPECT_EQ(count("spa"), "0");
        EXPECT_EQ(count_of(unfinished, run(on_own_server({"status"})).out), 1U);
        if (by_prune)
            EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
        else
            EXPECT_EQ(source({"--spares", "1"}), "template");
        wait_until_alone();
        EXPECT_NE(stocked("spa"), unfinished);
        EXPECT_EQ(count("spa"), by_prune ? "0" : "1");
        wait_until("old|new", "0");
    }
}

TEST_F(UnfinishedCopies, AreAllGoneWhoeverPreparesThem) {
    EXPECT_EQ(source({"--spares", "4"}), "models");
    EXPECT_EQ(run(on_own_server({"drop", "--all"})).status, 0);
    EXPECT_EQ(ask_own("select count(*) from pg_database where datname ~ '^pgslate_(tpl|spa)_'"),
              "0");
    EXPECT_EQ(source({"--spares", "4"}), "models");
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
    EXPECT_EQ(ask_own("select count(*) from pg_database where datname ~ '^pgslate_(tpl|spa)_'"),
              "0");
    wait_until("old", "0");
    EXPECT_EQ(count("tpl|spa"), "0");
}

// While a template is dropped, whoever copies it is waited for.
TEST_F(UnfinishedCopies, AreFoundByPruneThoughTheyWereMadeMeanwhile) {
    EXPECT_EQ(source(), "models");
    const auto spare = database::new_temporary(Temporary::Role::spare, "of nobody").name();
    const auto& place = server_->place();
    const StatementProxy proxy(
        place.host, place.port,
        {.behind = "DROP DATABASE pgslate_", .moment = Moment::before, .action = [&](pid_t) {
             execute({format("create database {} allow_connections false", spare)});
         }});
    auto program = on_own_server({"prune", "--yes"});
    program.environment["POSTGRES_URL"] = proxy.address();
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of(spare, ended.out), 1U) << ended.out;
    EXPECT_EQ(stocked("spa"), "no row");
}

// Whoever prepared it was killed before it could be said what it is.
TEST_F(UnfinishedCopies, AreFoundByPruneThoughTheyWereNeverFinished) {
    const auto spare = database::new_temporary(Temporary::Role::spare, "of nobody").name();
    const auto kept = database::new_temporary(Temporary::Role::stored, "of nobody").name();
    const auto others = database::new_temporary(Temporary::Role::spare, "of others").name();
    auto alike = spare;
    alike.back() = alike.back() == '0' ? '1' : '0';
    for (const auto& one : {spare, kept, others, alike})
        execute({format("create database {} allow_connections false", one)});
    execute({format("comment on database {} is 'mine'", others)});
    const auto found = run(on_own_server({"prune"}));
    EXPECT_EQ(count_of("not finished, and whoever made it is gone", found.out), 2U) << found.out;
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
    const auto left = ask_own("select string_agg(datname, ' ' order by datname = '" + others
                              + "') from pg_database where datname ~ '^pgslate_(tpl|spa)_'");
    EXPECT_EQ(left, format("{} {}", alike, others));
    for (const auto& one : {others, alike}) execute({format("drop database {}", one)});
}

// Between a template and a spare a reset takes that, or the connection ends.
TEST_F(UnfinishedCopies, AreToldOfByPruneAsFarAsItHasDroppedThem) {
    const auto& place = server_->place();
    for (const auto moment : {Moment::before, Moment::instead}) {
        EXPECT_EQ(source({"--spares", "1"}), "models");
        wait_until("spa", "1");
        wait_until_alone();
        const auto kept = stocked("tpl");
        const auto spare = stocked("spa");
        const StatementProxy proxy(
            place.host, place.port,
            {.behind = "DROP DATABASE pgslate_tpl_", .moment = moment, .action = [&](pid_t) {
                 if (moment == Moment::before)
                     execute({format("alter database {} rename to taken", spare)});
             }});
        auto program = on_own_server({"prune", "--yes", "--json"});
        program.environment["POSTGRES_URL"] = proxy.address();
        const auto ended = run(program);
        EXPECT_EQ(count_of(kept, ended.out), 1U) << ended.out;
        EXPECT_EQ(count_of(spare, ended.out), 0U) << ended.out;
        EXPECT_EQ(ended.status == 0, moment == Moment::before) << ended.err;
        const auto before = format("Dropped before that: {}.", kept);
        EXPECT_EQ(count_of(before, ended.err), moment == Moment::before ? 0U : 1U) << ended.err;
        EXPECT_EQ(run(on_own_server({"drop", "--all"})).status, 0);
    }
    execute({"drop database taken"});
}

TEST_F(UnfinishedCopies, AreWaitedForAndNamedWhereSomebodyPreparesThem) {
    EXPECT_EQ(source(), "models");
    const auto kept = stocked("tpl");
    auto somebody = server_->session();
    postgres::Together held;
    database::hold(held, database::temporary_called(kept)->token);
    held.ask(somebody, "testing");
    const auto left = format("Left {}: another pgslate is preparing it.\n", kept);
    const auto pruned = run(on_own_server({"prune", "--yes", "--lock-timeout", "100ms"}));
    EXPECT_EQ(pruned.out, left) << pruned.err;
    {
        const database::NameLock lock(somebody, database::spares_lock(name()), {});
        const auto waited = run(on_own_server({"drop", "--all", "--lock-timeout", "100ms"}));
        EXPECT_EQ(waited.status, 75);
        EXPECT_EQ(count_of("Waiting for another pgslate: process", waited.err), 1U) << waited.err;
    }
    EXPECT_EQ(run(on_own_server({"drop", "--all"})).out, "Deleting database.\n" + left + "Done.\n");
    EXPECT_EQ(stocked("tpl"), kept);
}

} // namespace
} // namespace pgslate::testing
