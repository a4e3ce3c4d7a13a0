// resetdb --in-place where everything is there already: only rows go.
#include "support/reset_rows_test.hpp"

#include "base/format.hpp"

namespace pgslate::testing {
namespace {

class ResetRows : public ResetRowsTest {
  protected:
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

TEST_F(ResetRows, LeavesSequencesWhereTheModelsPutThem) {
    model("a.sql", "create sequence s; alter sequence s restart with 50;");
    for (int time = 0; time < 3; ++time) {
        expect_reset(false);
        EXPECT_EQ(ask_target("select nextval('s')"), "50");
    }
}

TEST_F(ResetRows, LeavesLargeObjectsThatSomebodyElseMayHave) {
    target_sql("create schema elsewhere; create table elsewhere.t (number bigint); "
               "insert into elsewhere.t select lo_create(0)");
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    expect_rows_only();
    EXPECT_EQ(ask_target("select count(*) from pg_largeobject_metadata"), "1");
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

} // namespace
} // namespace pgslate::testing
