// resetdb --in-place where everything is there already: only rows go. On a server of its own,
// because others make roles.
#include "base/format.hpp"
#include "support/own_server_test.hpp"

#include <chrono>
#include <future>
#include <thread>

namespace pgslate::testing {
namespace {

class ResetRows : public OwnServerTest {
  protected:
    ResetRows() { execute({format("create database {}", name())}); }
    ~ResetRows() override { execute({format("drop database {} with (force)", name())}); }
    ResetRows(const ResetRows&) = delete;
    ResetRows& operator=(const ResetRows&) = delete;
    ResetRows(ResetRows&&) = delete;
    ResetRows& operator=(ResetRows&&) = delete;

    void target_sql(const std::string& statement) const { execute({statement}, name()); }
    std::string ask_target(const std::string& question) const { return ask_own(question, name()); }

    Program program(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments = {"resetdb", "--in-place", "--yes"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto program = on_own_server(std::move(arguments));
        program.environment["XDG_CACHE_HOME"] = (project_.path() / "cache").string();
        return program;
    }

    void expect_reset(bool only_rows) const {
        const auto ended = run(program({"--json"}));
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(count_of("\"only_rows\": true", ended.out), only_rows ? 1U : 0U) << ended.out;
    }
    void expect_rebuilt() const { expect_reset(false); }
    void expect_rows_only() const { expect_reset(true); }

    std::string oid_of(const std::string& table) const {
        return ask_target(format("select '{}'::regclass::oid", table));
    }
};

TEST_F(ResetRows, KeepsTablesAndTakesTheirRows) {
    model("a.sql", "create table a (id serial primary key, name text); "
                   "create table b (id bigint generated always as identity, "
                   "a integer references a); create sequence s start 7; create view v as table a;");
    expect_rebuilt();
    const auto before = oid_of("a");
    for (int time = 0; time < 3; ++time) {
        target_sql("insert into a (name) values ('x'), ('y'); insert into b (a) values (1), (2); "
                   "select nextval('s'), lo_create(0)");
        expect_rows_only();
        EXPECT_EQ(oid_of("a"), before);
        EXPECT_EQ(ask_target("select (select count(*) from a) + (select count(*) from b) + "
                             "(select count(*) from pg_largeobject_metadata)"),
                  "0");
        EXPECT_EQ(ask_target("insert into a default values returning id"), "1");
        EXPECT_EQ(ask_target("insert into b default values returning id"), "1");
        EXPECT_EQ(ask_target("select nextval('s')"), "7");
    }
    target_sql("select setval('s', 100, false)");
    expect_rows_only();
    EXPECT_EQ(ask_target("select nextval('s')"), "7") << "also one that was not called yet";
}

TEST_F(ResetRows, EmptiesLargeTablesWithWhatRefersToThem) {
    model("a.sql", "create table a (id integer primary key, t text); "
                   "create table b (a integer references a, b integer); "
                   "create table p (a integer references a) partition by list (a); "
                   "create table p1 partition of p for values in (1);");
    expect_rebuilt();
    target_sql("insert into a select i, repeat('x', 500) from generate_series(1, 5000) i; "
               "insert into b select i from generate_series(1, 5000) i; insert into p values (1)");
    expect_rows_only();
    EXPECT_EQ(ask_target("select (select count(*) from a) + (select count(*) from b) + "
                         "(select count(*) from p)"),
              "0");
    expect_rows_only();
}

TEST_F(ResetRows, RunsWhatAddsRowsAgain) {
    model("a.sql", "create table a (id serial primary key, name text); "
                   "insert into a (name) values ('one'), ('two');");
    expect_rebuilt();
    target_sql("delete from a where id = 1; insert into a (name) values ('three')");
    expect_rows_only();
    EXPECT_EQ(ask_target("select string_agg(id || name, ' ' order by id) from a"), "1one 2two");
}

// What adds them is kept beside the rest, as long as it is little: then the models are not read.
TEST_F(ResetRows, RunsWhateverAddsRowsAgain) {
    const std::string some = "set datestyle to dmy; insert into a (at) values ('3.12.2024');\n"
                             "copy a (name) from stdin;\nt\\\\o\\\\tm\n\\N\n\\.\n"
                             "select setval('a_id_seq', 10);\n";
    const auto much = format("insert into a (name) values ('{}');\n", std::string(300'000, 'x'));
    for (const auto& rows : {some, some + much, "truncate a;\n" + some}) {
        model("a.sql", "create table a (id serial, name text, at date);\n" + rows);
        expect_rebuilt();
        const auto* question = "select last_value || md5((select string_agg(a::text, ' ') from a)) "
                               "from a_id_seq";
        const auto before = ask_target(question);
        for (int time = 0; time < 2; ++time) {
            target_sql("update a set name = 'y'; insert into a default values");
            expect_rows_only();
            EXPECT_EQ(ask_target(question), before) << rows.substr(0, 100);
        }
    }
}

TEST_F(ResetRows, FiresNoTriggersOfTheTables) {
    model("a.sql", "create table log (what text); create table a (id integer); "
                   "create function f() returns trigger language plpgsql as "
                   "'begin insert into log values (tg_op); return null; end'; "
                   "create trigger g after delete or truncate on a execute function f(); "
                   "create rule r as on delete to log do instead nothing;");
    expect_rebuilt();
    target_sql("insert into a values (1); insert into log values ('x')");
    expect_rows_only();
    EXPECT_EQ(ask_target("select (select count(*) from a) + (select count(*) from log)"), "0");
}

TEST_F(ResetRows, MakesEverythingAnewWhereSomethingElseIsThere) {
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    expect_rows_only();
    target_sql("create table other ()");
    expect_rebuilt();
    expect_rows_only();
    target_sql("alter table a add b integer");
    expect_rebuilt();
    model("a.sql", "create table a (id bigint);");
    expect_rebuilt();
    expect_rows_only();
}

// Their rows come of making them.
TEST_F(ResetRows, MakesEverythingAnewWhereThatMakesRows) {
    for (const auto* sql :
         {"create table a as select 1 as id;", "create materialized view a as select 1 as id;",
          "create table a (id integer); do $$ begin insert into a values (1); end "
          "$$;"}) {
        model("a.sql", sql);
        expect_rebuilt();
        expect_rebuilt();
        EXPECT_EQ(ask_target("select count(*) from a"), "1") << sql;
    }
}

TEST_F(ResetRows, MakesEverythingAnewWhereAddingRowsChangesMore) {
    model("a.sql", "create table a (id integer); create function f() returns integer "
                   "language plpgsql as $$ begin execute 'create table made ()'; return 1; end $$; "
                   "insert into a values (f());");
    expect_rebuilt();
    expect_rebuilt();
    EXPECT_EQ(ask_target("select count(*) from a"), "1");
}

TEST_F(ResetRows, LeavesWhatIsElsewhereOrIgnored) {
    project_.write("pgslate.toml", "ignore = [\"public.alembic_version\"]\n");
    target_sql("create schema elsewhere; create table elsewhere.t (id serial, o oid); "
               "insert into elsewhere.t values (default, lo_create(0)); "
               "create table alembic_version (v text); insert into alembic_version values ('7')");
    model("a.sql", "create table a (id integer primary key);");
    expect_rebuilt();
    target_sql("insert into a values (1)");
    expect_rows_only();
    EXPECT_EQ(ask_target("select (select count(*) from a) || ' ' || (select count(*) from "
                         "elsewhere.t) || ' ' || (select v from alembic_version) || ' ' || "
                         "(select count(*) from pg_largeobject_metadata)"),
              "0 1 7 1");
}

TEST_F(ResetRows, RefusesAsEverWhatOthersReferTo) {
    model("a.sql", "create table a (id integer primary key);");
    expect_rebuilt();
    target_sql("create schema elsewhere; create table elsewhere.t (a integer references a)");
    EXPECT_EQ(run(program()).status, 77);
    target_sql("insert into a values (1); insert into elsewhere.t values (1)");
    EXPECT_EQ(run(program()).status, 77);
    EXPECT_EQ(ask_target("select count(*) from a"), "1");
}

// By TRUNCATE, which fires nothing here.
TEST_F(ResetRows, IsForRolesThatMaySilenceNothing) {
    execute({"create role owner login password 'secret-1'",
             format("alter database {} owner to owner", name())});
    model("a.sql",
          "create table a (id serial primary key); create table b (a integer references a); "
          "create function f() returns trigger language plpgsql as "
          "'begin raise exception ''fired''; end'; "
          "create trigger g before delete on a for each row execute function f();");
    const auto by_role = [&] {
        auto one = program({"--json"});
        one.environment["POSTGRES_USER"] = "owner";
        one.environment["POSTGRES_PW"] = "secret-1";
        const auto ended = run(one);
        EXPECT_EQ(ended.status, 0) << ended.err;
        return count_of("\"only_rows\": true", ended.out) == 1;
    };
    EXPECT_FALSE(by_role());
    target_sql("insert into a default values; insert into b values (1)");
    EXPECT_TRUE(by_role());
    EXPECT_EQ(ask_target("insert into a default values returning id"), "1");
    EXPECT_TRUE(by_role()) << "what TRUNCATE has changed is no change";
}

// Whatever comes after the data, or of what is made, would be met by data that run again.
TEST_F(ResetRows, MakesEverythingAnewWhereDataWouldMeetWhatComesLater) {
    for (const auto* sql :
         {"create table a (id int default 1); insert into a default values; "
          "alter table a alter id set default 2;",
          "create table a (id int); insert into a values (1); "
          "create function f() returns trigger language plpgsql as "
          "'begin new.id := 2; return new; end'; "
          "create trigger g before insert on a for each row execute function f();",
          "create table a (id int); create function h() returns int language sql as 'select 1'; "
          "insert into a select h(); "
          "create or replace function h() returns int language sql as 'select 2';"}) {
        model("a.sql", sql);
        for (int time = 0; time < 2; ++time) {
            expect_rebuilt();
            EXPECT_EQ(ask_target("select string_agg(id::text, ' ') from a"), "1") << sql;
        }
    }
}

TEST_F(ResetRows, LeavesSequencesWhereTheModelsPutThem) {
    model("a.sql", "create sequence s; alter sequence s restart with 50;");
    for (int time = 0; time < 3; ++time) {
        expect_reset(false);
        EXPECT_EQ(ask_target("select nextval('s')"), "50");
    }
}

TEST_F(ResetRows, MakesEverythingAnewWhereATriggerAlwaysFires) {
    model("a.sql", "create table a (id integer); create function f() returns trigger "
                   "language plpgsql as 'begin return null; end'; "
                   "create trigger g before delete on a for each row execute function f(); "
                   "alter table a enable always trigger g;");
    expect_rebuilt();
    target_sql("insert into a values (1)");
    expect_rebuilt();
    EXPECT_EQ(ask_target("select count(*) from a"), "0");
}

TEST_F(ResetRows, LeavesLargeObjectsThatSomebodyElseMayHave) {
    target_sql("create schema elsewhere; create table elsewhere.t (number bigint); "
               "insert into elsewhere.t select lo_create(0)");
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    expect_rows_only();
    EXPECT_EQ(ask_target("select count(*) from pg_largeobject_metadata"), "1");
}

// Who is writing is waited for: what he adds is gone, too.
TEST_F(ResetRows, WaitsForWhoeverIsWriting) {
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    auto client = server_->session(name());
    client.execute(sql::text("begin; insert into public.a values (1)"), "writing");
    auto ended = std::async(std::launch::async, [&] { return run(program({"--json"})); });
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    client.execute(sql::text("commit"), "writing");
    const auto reset = ended.get();
    EXPECT_EQ(reset.status, 0) << reset.err;
    EXPECT_EQ(count_of("\"only_rows\": true", reset.out), 1U) << reset.out;
    EXPECT_EQ(client.query(sql::text("select count(*) from public.a"), "looking").front().at(0),
              "0");
}

// As whoever puts another database in the place of this one ends its sessions.
TEST_F(ResetRows, GoesOnWhereTheSessionIsEndedThatLooksEarly) {
    if (server_->session().server().major() < 15) GTEST_SKIP() << "looks only once";
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    auto client = server_->session(name());
    client.execute(sql::text("begin; lock table pg_catalog.pg_aggregate"), "locking");
    auto ended = std::async(std::launch::async, [&] { return run(program({"--json"})); });
    constexpr const char* end_who_waits = "select count(pg_terminate_backend(pid)) from "
                                          "pg_stat_activity where wait_event_type = 'Lock'";
    for (int i = 0; i < 500 && ask_own(end_who_waits) == "0"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    client.execute(sql::text("rollback"), "letting go");
    const auto reset = ended.get();
    EXPECT_EQ(reset.status, 0) << reset.err;
    EXPECT_EQ(count_of("\"only_rows\": true", reset.out), 1U) << reset.out;
}

// Whoever has waited knows what the other one has left, although that was a new state.
TEST_F(ResetRows, IsEnoughForWhoeverHasWaitedForAnother) {
    model("a.sql", "create table a (id serial); insert into a default values;");
    expect_rebuilt();
    expect_rows_only();
    for (int times = 0; times < 2; ++times) {
        target_sql("insert into a default values");
        auto one = std::async(std::launch::async, [&] { return run(program({"--json"})); });
        const auto other = run(program({"--json"}));
        for (const auto& reset : {one.get(), other})
            EXPECT_EQ(count_of("\"only_rows\": true", reset.out), 1U) << reset.out << reset.err;
    }
    EXPECT_EQ(ask_target("select string_agg(id::text, ' ') from a"), "1");
}

TEST_F(ResetRows, SaysThatNothingChangedWhereAStatementFails) {
    model("a.sql", "create table a (id integer primary key); insert into a values (1);");
    expect_rebuilt();
    model("a.sql", "create table a (id integer primary key); insert into a values (1), (1);");
    const auto ended = run(program());
    EXPECT_EQ(ended.status, 1) << ended.err;
    EXPECT_EQ(count_of("is as it was.", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("WARNING", ended.err), 0U) << ended.err;
    EXPECT_EQ(ask_target("select count(*) from a"), "1");
}

// What he adds elsewhere meanwhile goes, too: no row refers to one that is gone.
TEST_F(ResetRows, TakesWhatSomebodyAddsWhoIsWaitedFor) {
    model("a.sql", "create table parent (id serial primary key); "
                   "create table child (p integer references parent, n serial);");
    expect_rebuilt();
    target_sql("insert into parent values (1)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; select from public.parent for update"), "writing");
    auto ended = std::async(std::launch::async, [&] { return run(program({"--json"})); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("insert into public.child values (1); commit"), "writing");
    EXPECT_EQ(ended.get().status, 0);
    EXPECT_EQ(ask_target("select (select count(*) from parent) + (select count(*) from child)"),
              "0");
    EXPECT_EQ(ask_target("select nextval('child_n_seq')"), "1");
}

TEST_F(ResetRows, NamesWhoeverIsWaitedForTooLong) {
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    target_sql("insert into a values (1)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; update public.a set id = 2"), "writing");
    const auto ended = run(program({"--lock-timeout", "200ms"}));
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_EQ(count_of(format("EXCLUSIVE on public.a: in the way is process {}",
                              client.server().backend_pid),
                       ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(count_of("is as it was.", ended.err), 1U) << ended.err;
    client.execute(sql::text("rollback"), "writing");
    EXPECT_EQ(ask_target("select id from a"), "1");
}

// Putting a sequence back is not undone: none is before all can be.
TEST_F(ResetRows, SetsNoSequenceBackWhereOneIsBeingChanged) {
    model("a.sql", "create table a (id serial, n serial);");
    expect_rebuilt();
    target_sql("insert into a default values; insert into a default values");
    auto client = server_->session(name());
    client.execute(sql::text("begin; alter sequence public.a_n_seq increment 2"), "altering");
    EXPECT_EQ(run(program({"--lock-timeout", "200ms"})).status, 75);
    client.execute(sql::text("rollback"), "altering");
    EXPECT_EQ(ask_target("insert into a default values returning id || ' ' || n"), "3 3");
    expect_rows_only();
    EXPECT_EQ(ask_target("insert into a default values returning id || ' ' || n"), "1 1");
}

// Tables without pages are not locked, but their sequences are once they are put back.
TEST_F(ResetRows, TakesTheRowsOfWhoeverWasQuickerWhileItWaited) {
    model("a.sql", "create table a (id serial); create table b (id serial);");
    expect_rebuilt();
    target_sql("insert into a default values; insert into b default values; truncate b");
    auto client = server_->session(name());
    client.execute(sql::text("begin; alter sequence public.a_id_seq no cycle"), "altering");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    target_sql("insert into b default values");
    client.execute(sql::text("rollback"), "altering");
    EXPECT_EQ(ended.get().status, 0);
    EXPECT_EQ(ask_target("select count(*) from b"), "0");
    EXPECT_EQ(ask_target("insert into b default values returning id"), "1");
}

TEST_F(ResetRows, IsForOwnersThatMayNotReadTheirSequences) {
    execute({"create role blind login password 'secret-1'",
             format("alter database {} owner to blind", name())});
    model("a.sql", "create sequence s; revoke all on sequence s from blind;");
    auto by_blind = program();
    by_blind.environment["POSTGRES_USER"] = "blind";
    by_blind.environment["POSTGRES_PW"] = "secret-1";
    for (int time = 0; time < 2; ++time) {
        const auto ended = run(by_blind);
        EXPECT_EQ(ended.status, 0) << ended.err;
    }
}

TEST_F(ResetRows, ShowsItsStatementsToWhoeverWantsToKnow) {
    model("a.sql", "create table a (id serial);");
    const auto first = run(program({"--verbose"}));
    EXPECT_EQ(count_of("Everything is built anew: no earlier run", first.err), 1U) << first.err;
    EXPECT_EQ(count_of("The next reset", first.err), 0U) << first.err;
    target_sql("insert into a default values");
    const auto second = run(program({"--verbose"}));
    EXPECT_EQ(count_of("Everything", second.err), 0U) << second.err;
    for (const auto* statement :
         {"DELETE FROM ONLY public.a", "ALTER SEQUENCE public.a_id_seq RESTART"})
        EXPECT_EQ(count_of(statement, second.err), 1U) << second.err;
    EXPECT_EQ(ask_target("select count(*) from a"), "0");
    target_sql("alter table a add extra int");
    const auto third = run(program({"--verbose"}));
    EXPECT_EQ(count_of("anew: the catalogs are not as the last run left them", third.err), 1U)
        << third.err;
}

TEST_F(ResetRows, SaysWhyEverythingIsBuiltAgain) {
    for (const auto& [text, why] : std::initializer_list<std::pair<const char*, const char*>>{
             {"create materialized view m as select 1 as one;",
              "materialized view public.m (schemas/b.sql:1:1) may make rows"},
             {"do $$ begin end $$;", "`do $$ begin end $$` (schemas/b.sql:1:1) may make rows"},
             {"insert into a values (1); create function g() returns trigger language plpgsql as "
              "$$ begin return new; end $$; create trigger late before insert on a "
              "for each row execute function g();",
              "comes behind the rows"},
             {"create function public.f() returns event_trigger language plpgsql as $$ begin end "
              "$$; "
              "create event trigger e on ddl_command_end execute function public.f();",
              "event trigger e (schemas"}}) {
        model("a.sql", "create table a (id integer);");
        model("b.sql", text);
        for (int time = 0; time < 2; ++time) {
            const auto ended = run(program({"--verbose"}));
            EXPECT_EQ(ended.status, 0) << ended.err;
            EXPECT_EQ(count_of("The next reset in place has to build everything, too", ended.err),
                      1U)
                << ended.err;
            EXPECT_EQ(count_of(why, ended.err), 1U) << why << "\n" << ended.err;
        }
    }
}

// It is said each time of the database, and a reset of rows would leave it to somebody else.
TEST_F(ResetRows, MakesEverythingAnewWhereModelsSpeakOfTheDatabase) {
    model("a.sql",
          format("create table a (id integer); comment on database {} is 'ours';", name()));
    expect_rebuilt();
    execute({format("comment on database {} is 'another'", name())});
    expect_rebuilt();
    EXPECT_EQ(ask_own(format("select shobj_description(oid, 'pg_database') from pg_database "
                             "where datname = '{}'",
                             name())),
              "ours");
}

TEST_F(ResetRows, LeavesWhatAnEventTriggerOfOthersSees) {
    model("a.sql", "create table a (id serial); insert into a default values;");
    expect_rebuilt();
    target_sql("create schema apart; create table apart.seen (tag text); "
               "create function apart.see() returns event_trigger language plpgsql as "
               "$$ begin insert into apart.seen values (tg_tag); end $$; "
               "create event trigger see on ddl_command_end execute function apart.see()");
    expect_rebuilt();
    target_sql("delete from apart.seen; insert into a default values");
    expect_rows_only();
    EXPECT_EQ(ask_target("select string_agg(id::text, ' ') from a"), "1");
    EXPECT_EQ(ask_target("select nextval('a_id_seq')"), "2");
    EXPECT_EQ(ask_target("select count(*) from apart.seen"), "0")
        << "nothing was created or altered";
}

// What somebody makes while rows are taken is not taken for what the models make.
TEST_F(ResetRows, KeepsNothingThatOthersMakeMeanwhile) {
    model("a.sql", "create table a (id serial);");
    expect_rebuilt();
    target_sql("insert into a default values");
    auto client = server_->session(name());
    client.execute(sql::text("begin; alter table public.a add evil int; "
                             "create table public.extra ()"),
                   "altering");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("commit"), "altering");
    EXPECT_EQ(ended.get().status, 0);
    expect_reset(false);
    EXPECT_EQ(ask_target("select to_regclass('public.extra') is null"), "t");
    expect_rows_only();
}

// A snapshot does not name the subtransactions of who runs: their numbers are as good as any that
// was committed before. What this one makes is there when everything has been cleared away.
TEST_F(ResetRows, KeepsNothingThatASubtransactionOfOthersMakesMeanwhile) {
    target_sql("create schema elsewhere; create table elsewhere.t (id integer primary key)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; lock table elsewhere.t; select pg_current_xact_id(); "
                             "savepoint s; create table public.extra ()"),
                   "creating");
    execute({"select pg_current_xact_id()"}); // a greater number
    model("a.sql", "create table a (id integer references elsewhere.t);");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("commit"), "creating");
    EXPECT_EQ(ended.get().status, 0);
    expect_rebuilt();
    EXPECT_EQ(ask_target("select to_regclass('public.extra') is null"), "t");
    expect_rows_only();
}

// No row tells of what was dropped: there is one less.
TEST_F(ResetRows, KeepsNothingWhereOthersDropSomethingMeanwhile) {
    const std::string publication = "create publication p; ";
    model("a.sql", publication + "create table a (id integer);");
    expect_rebuilt();
    expect_rows_only();
    target_sql("create schema elsewhere; create table elsewhere.t (id integer primary key)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; lock table elsewhere.t; drop publication p"), "dropping");
    model("a.sql", publication + "create table a (id integer references elsewhere.t);");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("commit"), "dropping");
    EXPECT_EQ(ended.get().status, 0);
    expect_rebuilt();
    EXPECT_EQ(ask_target("select count(*) from pg_publication"), "1");
    expect_rows_only();
}

} // namespace
} // namespace pgslate::testing
