// What models have made is copied the next time, and only if it is what they would make again.
#include "base/format.hpp"
#include "support/statement_proxy.hpp"
#include "support/stored_copies_test.hpp"

#include <filesystem>
#include <future>

namespace pgslate::testing {
namespace {

class StoredTemplates : public StoredCopiesTest {};

TEST_F(StoredTemplates, AreMadeOnceAndCopiedFromThenOn) {
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

TEST_F(StoredTemplates, AreLeftWhereTheDatabaseToDropIsNotThere) {
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

TEST_F(StoredTemplates, AreNotTakenWhenRolesOrTemplate1HaveChanged) {
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

// The connection breaks when all that is left to do is to drop what is of no use any more.
TEST_F(StoredTemplates, AreLeftToTheNextRunWhereTheConnectionIsLost) {
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

TEST_F(StoredTemplates, AreOfNoUseWhereSomebodyIsInThem) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} allow_connections true", stocked("tpl"))});
    const auto there = server_->session(stocked("tpl"));
    EXPECT_EQ(source(), "models");
}

TEST_F(StoredTemplates, KeepWhatTheFormerDatabaseHas) {
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

TEST_F(StoredTemplates, GiveNoNewDatabaseWhatAnotherHas) {
    EXPECT_EQ(source({"--no-template-cache"}), "models");
    execute({"alter default privileges grant select on tables to public"}, name());
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(count("tpl"), "1");
    execute({format("drop database {} with (force)", name())});
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(ask_own("select has_table_privilege('public', 'public.a', 'select')::text", name()),
              "false");
}

TEST_F(StoredTemplates, AreNotMadeOfWhatNoCopyHas) {
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

TEST_F(StoredTemplates, AreTheSameFromEveryFolderOfTheProject) {
    project_.write("pgslate.toml", "# the project begins here\n");
    std::filesystem::create_directory(project_.path() / "tests");
    EXPECT_EQ(source(), "models");
    auto program = on_own_server({"resetdb", "--template-cache", "--json"});
    program.folder = project_.path() / "tests";
    const auto ended = run(program);
    EXPECT_EQ(count_of("\"source\": \"template\"", ended.out), 1U) << ended.out << ended.err;
}

TEST_F(StoredTemplates, AreSharedByWorkersAtOnce) {
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

TEST_F(StoredTemplates, AreLeftByPruneWhereSomebodyMayBeInThem) {
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

TEST_F(StoredTemplates, SayWhoWasInThemWhenAllAreDropped) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} allow_connections true", stocked("tpl"))});
    const auto there = server_->session(stocked("tpl"));
    const auto ended = run(on_own_server({"drop", "--all", "--json"}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    const auto pid = there.server().backend_pid;
    EXPECT_EQ(count_of(format("\"pid\": {}", pid), ended.out), 1U) << ended.out;
}

// Who changes template1 may see to it that nobody counts what he does there.
TEST_F(StoredTemplates, AreNotTakenWhenSomebodyWasInTemplate1) {
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
TEST_F(StoredTemplates, AreMadeAgainAfterACrashOfTheServer) {
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

// Says so, and works without.
TEST_F(StoredTemplates, AreNothingThatAResetDependsOn) {
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
