// What models have made is copied the next time, and only if it is what they would make again.
#include "base/format.hpp"
#include "database/name_lock.hpp"
#include "database/stock.hpp"
#include "support/own_server_test.hpp"
#include "support/small_disk.hpp"
#include "support/statement_proxy.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

class StoredCopies : public OwnServerTest {
  protected:
    // What it does in template1 is a change of that, whenever it does it.
    static void SetUpTestSuite() {
        OwnServerTest::SetUpTestSuite();
        execute({"alter system set autovacuum = off", "select pg_reload_conf()"});
    }
    StoredCopies() {
        model("a.sql", "create table a (id int primary key, made timestamptz default now()); "
                       "create index on a (made); insert into a values (1);");
    }
    void SetUp() override {
        if (server_->session().server().major() < 15)
            GTEST_SKIP() << "templates are kept from PostgreSQL 15 on";
    }
    ~StoredCopies() override { run(on_own_server({"drop", "--all"})); }

    // Where what is in the new database comes from, if it is what the models say.
    std::string source(std::vector<std::string> options = {"--template-cache"}) const {
        options.insert(options.begin(), {"resetdb", "--json"});
        const auto ended = run(on_own_server(options));
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        const auto status = run(on_own_server({"status"}));
        EXPECT_EQ(status.status, 0) << status.out << status.err;
        EXPECT_EQ(ask_own("select count(*) from a", name()), "1");
        for (const auto* word : {"models", "template", "spare"})
            if (count_of(format("\"source\": \"{}\"", word), ended.out) == 1) return word;
        return ended.out;
    }
    static std::string count(const std::string& what) {
        return ask_own(format("select count(*) from pg_database where datname ~ '^pgslate_({})_' "
                              "and shobj_description(oid, 'pg_database') is not null",
                              what));
    }
    static void wait_until(const std::string& what, const std::string& number) {
        for (int i = 0; i < 1000 && count(what) != number; ++i) std::this_thread::sleep_for(10ms);
        EXPECT_EQ(count(what), number) << what;
    }
    static std::string stocked(const std::string& what) {
        return ask_own(
            format("select datname from pg_database where datname ~ '^pgslate_{}_'", what));
    }
    static void wait_until_alone() {
        constexpr const char* ours = "select count(*) from pg_stat_activity "
                                     "where application_name ~ '^pgslate ' and "
                                     "pid <> pg_backend_pid()";
        auto there = ask_own(ours); // one whose client has gone may still be beginning
        for (int i = 0; i < 1000 && there != "0"; ++i, there = ask_own(ours))
            std::this_thread::sleep_for(10ms);
        EXPECT_EQ(there, "0");
    }
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
    // By hand, and as though nobody had been there.
    static void plant(const std::string& database) {
        execute({format("alter database {} allow_connections true", database)});
        execute({"create table planted ()"}, database);
        execute({format("alter database {} allow_connections false", database)});
    }
    std::string planted() const {
        return ask_own("select count(*) from pg_class where relname = 'planted'", name());
    }
};

TEST_F(StoredCopies, AreMadeOnceAndCopiedFromThenOn) {
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(count("tpl"), "1");
    const auto made = ask_own("select made from a", name());
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(ask_own("select made from a", name()), made) << "what now() was then";
    EXPECT_EQ(source({"--no-template-cache"}), "models");
    wait_until("old|spa|new", "0");
    EXPECT_EQ(count("tpl"), "1");
}

TEST_F(StoredCopies, AreThereBeforeTheyAreWanted) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    EXPECT_EQ(source({"--spares", "2"}), "spare");
    const auto next = source({"--spares", "2"}); // there may be none again yet
    EXPECT_TRUE(next == "spare" || next == "template") << next;
    wait_until("spa", "2");
    wait_until("old|new", "0");
}

TEST_F(StoredCopies, AreMadeAgainOfASpareWhereTheTemplateIsGone) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    wait_until_alone();
    execute({format("drop database {}", stocked("tpl"))});
    EXPECT_EQ(source({"--spares", "2"}), "spare");
    wait_until("tpl", "1");
    wait_until("spa", "2");
    wait_until_alone();
    plant(stocked("tpl"));
    EXPECT_EQ(source({"--spares", "2"}), "spare");
    wait_until_alone();
    EXPECT_EQ(count("spa"), "1") << "none is made of what somebody has changed";
    EXPECT_EQ(source({"--spares", "1"}), "spare");
    EXPECT_EQ(planted(), "0");
    EXPECT_EQ(source({"--spares", "1"}), "models");
}

TEST_F(StoredCopies, AreLeftWhereTheDatabaseToDropIsNotThere) {
    EXPECT_EQ(source(), "models");
    const auto shared = stocked("tpl");
    const auto ended = run(on_own_server({"drop", "--all", "--database", "misspelt"}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, format("There is no database \"misspelt\".\n"
                                "Left {}: other databases are copies of it, too.\n",
                                shared));
    EXPECT_EQ(source(), "template");
    execute({format("drop database {} with (force)", name())});
    EXPECT_EQ(run(on_own_server({"drop", "--all"})).status, 0);
    EXPECT_EQ(count("tpl"), "0");
}

TEST_F(StoredCopies, AreNotTakenForOtherModels) {
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    const auto before = stocked("tpl");
    model("b.sql", "create table b (id int);");
    EXPECT_EQ(source({"--spares", "1"}), "models");
    EXPECT_EQ(ask_own("select count(*) from b", name()), "0");
    wait_until("old|new", "0");
    wait_until("spa", "1");
    wait_until("tpl", "1");
    EXPECT_NE(stocked("tpl"), before);
    EXPECT_EQ(source({"--spares", "1"}), "spare");
}

TEST_F(StoredCopies, AreNotTakenWhenRolesOrTemplate1HaveChanged) {
    EXPECT_EQ(source(), "models");
    execute({"create role somebody_new"});
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(source(), "template");
    execute({"create schema apart", "create table apart.planted ()"}, "template1");
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(planted(), "1");
    execute({"drop schema apart cascade"}, "template1");
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(planted(), "0");
    execute({"drop role somebody_new"});
}

TEST_F(StoredCopies, AreFoundOutWhenSomebodyHasChangedThem) {
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    plant(stocked("spa"));
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(planted(), "0");
    plant(stocked("tpl"));
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(planted(), "0");
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(planted(), "0");
    execute({format("drop database {}", stocked("tpl"))});
    EXPECT_EQ(source(), "models");
    wait_until("old|new|spa", "0");
}

TEST_F(StoredCopies, AreNotTakenWithSettingsOfTheirOwn) {
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    execute({format("alter database {} set work_mem = '77MB'", stocked("spa"))});
    EXPECT_EQ(source(), "template");
    wait_until("old|new|spa", "0");
}

// kill -9 of the process that nobody waits for, when a spare has become the template.
TEST_F(StoredCopies, AreFoundByPruneWhoeverWasKilledMakingATemplateOfASpare) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    wait_until_alone();
    execute({format("drop database {}", stocked("tpl"))});
    reset_and_kill_all_behind("RENAME TO pgslate_tpl_", "2");
    EXPECT_NE(stocked("tpl"), "no row");
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
    EXPECT_EQ(stocked("(tpl|spa)"), "no row");
}

// The connection breaks when all that is left to do is to drop what is of no use any more.
TEST_F(StoredCopies, AreLeftToTheNextRunWhereTheConnectionIsLost) {
    EXPECT_EQ(source(), "models");
    const auto old = stocked("tpl");
    model("b.sql", "create table b (id int);");
    const auto& place = server_->place();
    const StatementProxy proxy(place.host, place.port,
                               {.behind = "DROP DATABASE IF EXISTS pgslate_old_"});
    auto program = on_own_server({"resetdb", "--template-cache", "--wait-for-drop"});
    program.environment["POSTGRES_URL"] = proxy.address();
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ask_own(format("select count(*) from pg_database where datname = '{}'", old)), "1");
    EXPECT_EQ(source({"--template-cache", "--wait-for-drop"}), "template");
    EXPECT_NE(stocked("tpl"), old);
}

// Before it is looked at once more, before it gets what the former database has, or when all that
// is left is to take the name.
TEST_F(StoredCopies, AreDoneWithoutWhereOneIsGoneThatWasToBeTaken) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} set app.color = 'red'", name())});
    for (const auto* behind :
         {"'transform', 'pg_transform'", "pg_database WHERE datname = 'pgslate_spa_",
          "pg_terminate_backend"}) {
        SCOPED_TRACE(behind);
        EXPECT_EQ(run(on_own_server({"resetdb", "--spares", "1"})).status, 0);
        wait_until("spa", "1");
        wait_until_alone();
        const auto taken = format("alter database {} rename to taken", stocked("spa"));
        const auto& place = server_->place();
        const StatementProxy proxy(place.host, place.port,
                                   {.behind = behind,
                                    .moment = Moment::before,
                                    .action = [&](pid_t) { execute({taken}); }});
        auto program = on_own_server({"resetdb", "--template-cache", "--json"});
        program.environment["POSTGRES_URL"] = proxy.address();
        const auto ended = run(program);
        EXPECT_TRUE(proxy.fired());
        EXPECT_EQ(count_of("\"source\": \"models\"", ended.out), 1U) << ended.out;
        EXPECT_EQ(count_of("\"warnings\": []", ended.out), 1U) << ended.out;
        EXPECT_EQ(run(on_own_server({"status"})).status, 0);
        EXPECT_EQ(ask_own("select current_setting('app.color')", name()), "red");
        execute({"drop database taken"});
        wait_until_alone();
        EXPECT_EQ(stocked("(spa|new|old)"), "no row");
    }
}

TEST_F(StoredCopies, AreOfNoUseWhereSomebodyIsInThem) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} allow_connections true", stocked("tpl"))});
    const auto there = server_->session(stocked("tpl"));
    EXPECT_EQ(source(), "models");
}

TEST_F(StoredCopies, KeepWhatTheFormerDatabaseHas) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} set app.color = 'red'", name()),
             format("comment on database {} is 'mine'", name()),
             format("alter database {} connection limit 7", name())});
    execute({"alter default privileges grant select on tables to public"}, name());
    EXPECT_EQ(source(), "models") << "they hold for what is made";
    constexpr const char* readable =
        "select has_table_privilege('public', 'public.a', 'select')::text";
    EXPECT_EQ(ask_own(readable, name()), "true");
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(ask_own(readable, name()), "true");
    EXPECT_EQ(ask_own("select current_setting('app.color')", name()), "red");
    EXPECT_EQ(ask_own(format("select datconnlimit || shobj_description(oid, 'pg_database') from "
                             "pg_database where datname = '{}'",
                             name())),
              "7mine");
}

TEST_F(StoredCopies, GiveNoNewDatabaseWhatAnotherHas) {
    EXPECT_EQ(source({"--no-template-cache"}), "models");
    execute({"alter default privileges grant select on tables to public"}, name());
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(count("tpl"), "1");
    execute({format("drop database {} with (force)", name())});
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(ask_own("select has_table_privilege('public', 'public.a', 'select')::text", name()),
              "false");
}

TEST_F(StoredCopies, AreNotMadeOfWhatNoCopyHas) {
    model("b.sql", format("alter database {} set app.color = 'red';", name()));
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(count("tpl"), "0");
    const auto asked = run(on_own_server({"resetdb", "--spares", "1", "--json"}));
    EXPECT_EQ(count_of("no template and no spares are kept: what models say about the database "
                       "itself",
                       asked.out),
              1U)
        << asked.out;
    EXPECT_EQ(count_of("b.sql", asked.out), 1U) << asked.out;
    EXPECT_EQ(count_of("no template", run(on_own_server({"resetdb"})).err), 0U);
    model("b.sql", "");
    model("c.toml", "[role.some_writer]\n");
    const auto role = run(on_own_server({"resetdb", "--template-cache"}));
    EXPECT_EQ(count_of("c.toml:1", role.err), 1U) << role.err;
    EXPECT_EQ(count_of("role some_writer is in no copy of a database", role.err), 1U) << role.err;
    EXPECT_EQ(count_of("made there beforehand need not be declared", role.err), 1U) << role.err;
    execute({"drop role some_writer"});
}

TEST_F(StoredCopies, AreTheSameFromEveryFolderOfTheProject) {
    project_.write("pgslate.toml", "# the project begins here\n");
    std::filesystem::create_directory(project_.path() / "tests");
    EXPECT_EQ(source(), "models");
    auto program = on_own_server({"resetdb", "--template-cache", "--json"});
    program.folder = project_.path() / "tests";
    const auto ended = run(program);
    EXPECT_EQ(count_of("\"source\": \"template\"", ended.out), 1U) << ended.out << ended.err;
}

TEST_F(StoredCopies, AreSharedByWorkersAtOnce) {
    EXPECT_EQ(source(), "models");
    std::vector<std::future<std::string>> workers;
    for (int number = 1; number <= 4; ++number)
        workers.push_back(std::async(std::launch::async, [this, number] {
            const auto ended = run(on_own_server({"resetdb", "--json", "--template-cache",
                                                  "--database", format("{}_{}", name(), number)}));
            return ended.status == 0 ? ended.out : ended.err;
        }));
    for (auto& worker : workers) EXPECT_EQ(count_of("\"template\"", worker.get()), 1U);
    for (int number = 1; number <= 4; ++number)
        execute({format("drop database {}_{} with (force)", name(), number)});
}

TEST_F(StoredCopies, AreCopiedByWhoeverHasWaited) {
    std::vector<std::future<std::string>> runs;
    runs.reserve(3);
    for (int number = 0; number < 3; ++number)
        runs.push_back(std::async(std::launch::async, [this] {
            return run(on_own_server({"resetdb", "--json", "--template-cache", "--spares", "1"}))
                .out;
        }));
    std::size_t built = 0;
    for (auto& one : runs) built += count_of("\"source\": \"models\"", one.get());
    EXPECT_EQ(built, 1U);
    wait_until("spa", "1");
    wait_until_alone();
    EXPECT_EQ(count("tpl"), "1");
    EXPECT_EQ(count("old|new"), "0");
}

TEST_F(StoredCopies, AreAllGoneWhoeverPreparesThem) {
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

TEST_F(StoredCopies, AreLeftByPruneWhereSomebodyMayBeInThem) {
    EXPECT_EQ(source(), "models");
    const auto left = stocked("tpl");
    execute({format("alter database {} allow_connections true", left)});
    const auto ended = run(on_own_server({"prune", "--yes"}));
    EXPECT_EQ(ended.status, 0);
    EXPECT_EQ(ended.out, format("Left {}: somebody is in it, or may be.\n", left));
    EXPECT_EQ(stocked("tpl"), left);
    execute({format("alter database {} allow_connections false", left)});
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
    EXPECT_EQ(count("tpl"), "0");
}

TEST_F(StoredCopies, SayWhoWasInThemWhenAllAreDropped) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} allow_connections true", stocked("tpl"))});
    const auto there = server_->session(stocked("tpl"));
    const auto ended = run(on_own_server({"drop", "--all", "--json"}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    const auto pid = there.server().backend_pid;
    EXPECT_EQ(count_of(format("\"pid\": {}", pid), ended.out), 1U) << ended.out;
}

TEST_F(StoredCopies, AreNamedWithTheirDatabaseAsSqlWritesIt) {
    using database::Temporary;
    const auto spare = database::new_temporary(Temporary::Role::spare, "shop\"q");
    execute({format("create database {} allow_connections false", spare.name()),
             format("comment on database {} is '{}: changed'", spare.name(), spare.record())});
    const auto found = run(on_own_server({"prune"}));
    EXPECT_EQ(count_of("for database \"shop\"\"q\"\n", found.out), 1U) << found.out;
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
}

// While a template is dropped, whoever copies it is waited for.
TEST_F(StoredCopies, AreFoundByPruneThoughTheyWereMadeMeanwhile) {
    using database::Temporary;
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

// Between a template and a spare a reset takes that, or the connection ends.
TEST_F(StoredCopies, AreToldOfByPruneAsFarAsItHasDroppedThem) {
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

TEST_F(StoredCopies, AreCountedByDropWhichKeepsThem) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    wait_until_alone();
    const auto ended = run(on_own_server({"drop", "--database", name()}));
    EXPECT_EQ(ended.out, format("Deleting database.\nKept 1 template and 2 spares; `pgslate drop "
                                "--all --database {}` drops them, too.\nDone.\n",
                                name()));
    EXPECT_EQ(count("tpl|spa"), "3");
}

TEST_F(StoredCopies, AreWaitedForAndNamedWhereSomebodyPreparesThem) {
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

// Whoever prepared it was killed before it could be said what it is.
TEST_F(StoredCopies, AreFoundByPruneThoughTheyWereNeverFinished) {
    using database::Temporary;
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

// kill -9 of the process that nobody waits for, once there is a database and before it is said what
// it is.
TEST_F(StoredCopies, AreGoneWithWhoeverWasKilledPreparingThem) {
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

TEST_F(StoredCopies, AreCalledOutdatedWhereTheyFitNoMore) {
    const auto status = [this] { return run(on_own_server({"status"})).out; };
    const auto outdated = [this](const char* value) {
        return count_of(format("\"outdated\": {}", value),
                        run(on_own_server({"status", "--json"})).out);
    };
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    EXPECT_EQ(outdated("false"), 2U);
    EXPECT_EQ(count_of("outdated", status()), 0U);
    execute({format("alter database {} set enable_seqscan = off", name())});
    EXPECT_EQ(outdated("false"), 2U) << "what the database sets holds for no copy";
    model("b.sql", "create table b (id int);");
    EXPECT_EQ(count_of(", outdated\n", status()), 2U) << status();
    EXPECT_EQ(outdated("true"), 2U);
    std::filesystem::remove(project_.path() / "schemas/b.sql");
    EXPECT_EQ(outdated("false"), 2U);
    execute({"create schema apart", "drop schema apart"}, "template1");
    EXPECT_EQ(outdated("true"), 2U);
}

TEST_F(StoredCopies, AreSaidToBeTaken) {
    const auto words = [this](std::vector<std::string> options) {
        return run(on_own_server(std::move(options))).out;
    };
    EXPECT_EQ(words({"resetdb", "--template-cache"}),
              "Creating database.\nCreating tables.\nShiny!\n");
    EXPECT_EQ(words({"resetdb", "--spares", "1"}),
              "Copying the template.\nDeleting database.\nShiny!\n");
    wait_until("spa", "1");
    EXPECT_EQ(words({"resetdb", "--template-cache"}),
              "Taking a spare.\nDeleting database.\nShiny!\n");
}

// Who changes template1 may see to it that nobody counts what he does there.
TEST_F(StoredCopies, AreNotTakenWhenSomebodyWasInTemplate1) {
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(source(), "template");
    {
        auto session = server_->session("template1");
        session.execute(sql::text("set track_counts = off"), "planting");
        session.execute(sql::text("create schema apart"), "planting");
        session.execute(sql::text("create table apart.planted ()"), "planting");
    }
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(planted(), "1");
    execute({"drop schema apart cascade"}, "template1");
}

// In the middle of copying, or before it could be said what the copy is.
TEST_F(StoredCopies, AreMadeAgainAfterACrashOfTheServer) {
    for (const auto* behind : {"datname = 'pgslate_tpl_", "CREATE DATABASE pgslate_tpl_"}) {
        SCOPED_TRACE(behind);
        const auto& place = server_->place();
        const StatementProxy proxy(
            place.host, place.port,
            {.behind = behind, .moment = Moment::sent, .action = [](pid_t) { server_->crash(); }});
        auto program = on_own_server({"resetdb", "--template-cache"});
        program.environment["POSTGRES_URL"] = proxy.address();
        EXPECT_NE(run(program).status, 0);
        EXPECT_TRUE(proxy.fired());
        EXPECT_EQ(source(), "models");
        EXPECT_EQ(source(), "template");
        wait_until("old|new", "0");
        EXPECT_EQ(ask_own("select count(*) from pg_database where datname ~ '^pgslate_'"), "1");
        EXPECT_EQ(run(on_own_server({"drop", "--all"})).status, 0);
    }
}

// A database has some 300 files. There is room for a third, or not even for that.
TEST_F(StoredCopies, AreDoneWithoutWhereTheDiskIsFull) {
    std::filesystem::permissions(project_.path(), std::filesystem::perms(0755));
    for (const bool third : {true, false}) {
        const auto disk_path = project_.path() / (third ? "larger" : "smaller");
        const SmallDisk disk(disk_path, third ? "nr_inodes=1100" : "nr_inodes=800");
        if (!disk) GTEST_SKIP() << "only root may mount a small file system, and not everywhere";
        const auto folder = (disk_path / "space").string();
        // The server's user must own it.
        execute({format("copy (select) to program 'cat; mkdir {}'", folder),
                 format("create tablespace small location '{}'", folder),
                 format("create database {} tablespace small", name())});
        const auto first = run(on_own_server({"resetdb", "--spares", "1", "--json"}));
        EXPECT_EQ(first.status, 0) << first.err;
        EXPECT_EQ(count_of("no template is kept: creating a database: ", first.out),
                  third ? 0U : 1U)
            << first.out;
        EXPECT_EQ(count_of("No space left on device", first.out), third ? 0U : 1U) << first.out;
        wait_until_alone();
        EXPECT_EQ(source({"--spares", "1"}), third ? "template" : "models");
        wait_until_alone();
        EXPECT_EQ(stocked("(spa|new|old)"), "no row");
        run(on_own_server({"drop", "--all"}));
        execute({"drop tablespace small"});
    }
}

// Says so, and works without.
TEST_F(StoredCopies, AreNothingThatAResetDependsOn) {
    execute({"create role builder login createdb password 'pw'"});
    auto program = on_own_server({"resetdb", "--template-cache", "--json"});
    program.environment["POSTGRES_USER"] = "builder";
    program.environment["POSTGRES_PW"] = "pw";
    EXPECT_EQ(count_of("\"source\": \"models\"", run(program).out), 1U);
    EXPECT_EQ(count_of("\"source\": \"template\"", run(program).out), 1U);
    program.arguments = {"drop", "--all"};
    EXPECT_EQ(run(program).status, 0);
    execute({"drop role builder"});
}

} // namespace
} // namespace pgslate::testing
