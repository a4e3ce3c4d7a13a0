// resetdb --in-place: the database stays, what the models are about is made anew.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

#include <future>
#include <regex>

namespace pgslate::testing {
namespace {

class InPlace : public ProgramTest {
  protected:
    InPlace() { run_sql(format("create database {}", name())); }

    void target_sql(const std::string& statement) const { run_sql(statement, name()); }

    Ended reset() const { return run_pgslate({"resetdb", "--in-place"}); }

    void expect_reset() const {
        const auto ended = reset();
        EXPECT_EQ(ended.out, "Emptying schemas.\nCreating tables.\nShiny!\n");
        EXPECT_TRUE(ended.err.starts_with("Target: ")) << ended.err;
        EXPECT_EQ(count_of("\n", ended.err), 1U) << ended.err;
        EXPECT_EQ(ended.status, 0);
    }

    void expect_refused(const std::string& words) const {
        const auto ended = reset();
        EXPECT_EQ(ended.status, 77) << ended.err;
        EXPECT_EQ(count_of(words, ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("Shiny!", ended.out), 0U);
    }
};

TEST_F(InPlace, NeedsNoRightToCreateDatabases) {
    const std::string password = "secret";
    const LoginRole role(password);
    run_sql(
        format("alter database {} owner to {}", name(), sql::quoted(sql::Identifier(role.name()))));
    model("a.toml", "table.a.columns.id = { type = 'int', primary_key = true }\n");
    model("b.sql", "create schema made; create view made.v as select * from a;");
    auto program = pgslate({"resetdb", "--in-place"});
    program.environment["POSTGRES_USER"] = role.name();
    program.environment["POSTGRES_PW"] = password;
    const auto oid = format("select oid from pg_database where datname = '{}'", name());
    const auto before = ask(oid);
    for (int time = 0; time < 2; ++time) {
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(ask_target("insert into a default values returning id"), "1") << "a clean slate";
    }
    EXPECT_EQ(ask(oid), before);
}

TEST_F(InPlace, ClearsAwayWhatTheModelsNoLongerDeclare) {
    target_sql("create table old (); create view of_old as select * from old; create type t as (); "
               "create function f() returns int language sql as 'select 1'");
    model("a.sql", "create table a (id int); insert into a values (7); "
                   "do $$ begin execute 'create table hid' || 'den ()'; end $$;");
    expect_reset();
    expect_reset();
    EXPECT_EQ(ask_target("select string_agg(relname, ' ' order by relname) from pg_class "
                         "where relnamespace = 'public'::regnamespace"),
              "a hidden");
    EXPECT_EQ(
        ask_target("select count(*) from pg_proc where pronamespace = 'public'::regnamespace"),
        "0");
    EXPECT_EQ(ask_target("select string_agg(id::text, ' ') from a"), "7") << "data, once";
}

TEST_F(InPlace, KeepsExtensionsSchemasAndWhatIsElsewhere) {
    target_sql("create extension citext; create schema app; create schema elsewhere; "
               "comment on schema app is 'mine'; "
               "alter default privileges in schema app grant select on tables to public; "
               "create table app.old (name citext); "
               "create table elsewhere.t (name citext primary key); "
               "insert into elsewhere.t values ('kept')");
    model("a.toml", "schema = 'app'\ntable.a.columns.name = 'citext'\n");
    expect_reset();
    EXPECT_EQ(ask_target("select to_regclass('app.old') is null"), "t");
    EXPECT_EQ(ask_target("select name from elsewhere.t"), "kept");
    EXPECT_EQ(ask_target("select obj_description('app'::regnamespace, 'pg_namespace')"), "mine");
    EXPECT_EQ(ask_target("select has_table_privilege('public', 'app.a', 'select')"), "t");
}

TEST_F(InPlace, LeavesTheSchemaOfAnExtensionToIt) {
    target_sql("create schema shared; create table shared.of_others ()");
    model("a.toml", "extension.citext = { schema = 'shared' }\ntable.a.columns.id = 'int'\n");
    expect_reset();
    expect_reset();
    EXPECT_EQ(ask_target("select to_regclass('shared.of_others') is not null"), "t");
}

TEST_F(InPlace, RefusesToTakeAwayWhatIsOutside) {
    target_sql(
        "create table a (id int primary key); insert into a values (7); "
        "create type mood as enum ('sad'); create schema other; create table other.t (id int)");
    model("a.toml", "table.a.columns.id = 'bigint'\n");
    struct Case {
        std::string statement;
        std::string words;
        std::string undo;
    };
    for (const auto& [statement, words, undo] : std::initializer_list<Case>{
             {"create view other.v as select * from a", "view other.v", "drop view other.v"},
             {"create table other.u (m mood)", "table column other.u.m", "drop table other.u"},
             {"alter table other.t add constraint fk foreign key (id) references a",
              "table constraint fk on other.t", "alter table other.t drop constraint fk"},
             {"create function other.f(a) returns int language sql as 'select 1'",
              "function other.f(public.a)", "drop function other.f"},
             {"create table other.child () inherits (a)", "table other.child",
              "drop table other.child"},
             {"create publication mine for table a", "publication mine",
              "drop publication mine"}}) {
        target_sql(statement);
        expect_refused(words);
        EXPECT_EQ(ask_target("select id from a"), "7");
        target_sql(undo);
    }
    expect_reset();
}

TEST_F(InPlace, MakesAgainWhatTheModelsDeclareOutside) {
    const std::string trigger =
        "create function f() returns event_trigger language plpgsql as $$ begin end $$; "
        "create event trigger {} on ddl_command_end when tag in ('CREATE SCHEMA') "
        "execute function f();";
    model("a.sql", std::regex_replace(trigger, std::regex("\\{\\}"), "declared"));
    expect_reset();
    expect_reset();
    EXPECT_EQ(ask_target("select evtname from pg_event_trigger"), "declared");
    target_sql("create event trigger other on ddl_command_end execute function f()");
    expect_refused("event trigger other");
}

TEST_F(InPlace, LeavesTheOldWhenBuildingFails) {
    target_sql("create table a (id int); insert into a values (7)");
    model("a.sql", "create table a (id int); insert into a values (1 / 0);");
    const auto ended = reset();
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("22012", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("schemas/a.sql:1:", ended.err), 1U) << ended.err;
    EXPECT_EQ(ask_target("select id from a"), "7");
}

TEST_F(InPlace, IsSeenByClientsAllAtOnce) {
    const std::string text = "create table a (v text); create table b (v text); "
                             "insert into a values ('{0}'); insert into b values ('{0}');";
    target_sql(std::regex_replace(text, std::regex("\\{0\\}"), "old"));
    model("a.sql", std::regex_replace(text, std::regex("\\{0\\}"), "new"));
    auto session = usual_session(socket_parameters(name()));
    const auto question = sql::Text::verbatim("select (select v from a) || (select v from b)");
    auto resetting = std::async(std::launch::async, [this] { return reset(); });
    std::string seen = "oldold";
    while (resetting.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        const auto now = session.query(question, "looking").at(0).at(0).value_or("NULL");
        EXPECT_TRUE(now == seen || now == "newnew") << now << " after " << seen;
        seen = now;
    }
    EXPECT_EQ(resetting.get().status, 0);
    EXPECT_EQ(session.query(question, "looking").at(0).at(0), "newnew");
}

TEST_F(InPlace, GetsThroughWhereSeveralRunAtOnce) {
    model("a.sql", "create table a (v text); insert into a values ('x'); create type m as ();");
    std::vector<std::future<Ended>> all;
    all.reserve(6);
    for (int i = 0; i < 6; ++i)
        all.push_back(std::async(std::launch::async, [this] { return reset(); }));
    for (auto& one : all) {
        const auto ended = one.get();
        EXPECT_EQ(ended.status, 0) << ended.err;
    }
    EXPECT_EQ(ask_target("select count(*) from a"), "1");
}

TEST_F(InPlace, WaitsForALockOnlyAsLongAsItMay) {
    target_sql("create table a (id int)");
    model("a.toml", "table.a.columns.id = 'int'\n");
    const auto& server = test_server();
    project_.write("password", server.password + "\n");
    project_.write("pgslate.toml",
                   format("[profile.p]\nurl = \"{}:{}\"\nuser = \"{}\"\ndatabase = \"{}\"\n"
                          "password = {{ file = \"password\" }}\nlock_timeout = \"200ms\"\n",
                          server.host, server.port, server.user, name()));
    auto session = usual_session(socket_parameters(name()));
    session.execute(sql::Text::verbatim("begin; select * from a"), "reading");
    const auto ended = run_pgslate({"resetdb", "--in-place", "--profile", "p"});
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_EQ(count_of(format("ACCESS EXCLUSIVE on public.a: in the way is process {}",
                              session.server().backend_pid),
                       ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(count_of(format("Database \"{}\" is as it was.", name()), ended.err), 1U)
        << ended.err;
    EXPECT_EQ(ask_target("select to_regclass('a') is not null"), "t");
}

TEST_F(InPlace, EmptiesSchemasOfOddNamesAndKinds) {
    if (usual_session(socket_parameters(name())).server().major() < 14)
        GTEST_SKIP() << "bodies are parsed from PostgreSQL 14 on";
    const LoginRole reader("secret");
    auto text = read_file(PGSLATE_SOURCE_DIR "/tests/fixtures/many_kinds.sql", ExitStatus::failed);
    // Large objects and publications are in no schema, and so in no scope.
    text = std::regex_replace(text, std::regex("create publication.*|select lo_.*"), "");
    model("a.sql", std::regex_replace(text, std::regex("reader"), reader.name()));
    model("odd.sql",
          "create schema \"a, \\b'{c}\"; set search_path = \"a, \\b'{c}\"; "
          "create table \"T \"\"x\"\" ü\" (id int);"
          "create aggregate cnt(*) (sfunc = int8inc, stype = int8, initcond = '0');"
          "create aggregate \"Perc\"(float8 order by anyelement) (sfunc = ordered_set_transition, "
          "stype = internal, finalfunc = percentile_disc_final, finalfunc_extra = true);"
          "create procedure proc(a int, out b int) language sql as 'select 1';"
          "create operator !!! (rightarg = int8, function = int8um);"
          "create operator class oc for type int4 using btree as operator 1 <;"
          "create operator family fam using hash;"
          "create conversion conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;"
          "create text search dictionary d (template = simple);"
          "create foreign data wrapper w; create server s foreign data wrapper w;"
          "create foreign table ft (id int) server s;"
          "create type shell; create type r as range (subtype = int4);");
    expect_reset();
    const auto count = "select count(*) from pg_depend where refclassid = 'pg_namespace'::regclass "
                       "and deptype = 'n'";
    const auto there = ask_target(count);
    expect_reset();
    EXPECT_EQ(ask_target(count), there);
    EXPECT_EQ(ask_target("select count(*) from app.tenant"), "2");
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
    run_sql(format("drop owned by {}", reader.name()), name());
}

TEST_F(InPlace, NeedsADatabaseThatIsThere) {
    model("a.toml", "table.a.columns.id = 'int'\n");
    const auto ended = run_pgslate({"resetdb", "--in-place", "--database", name() + "_missing"});
    EXPECT_EQ(ended.status, 78);
    EXPECT_EQ(count_of("pgslate create", ended.err), 1U) << ended.err;
    EXPECT_EQ(ended.out, "");
}

TEST_F(InPlace, IsGuardedLikeAnyReset) {
    target_sql("create table a (id int); insert into a values (7)");
    model("a.toml", "table.a.columns.id = 'int'\n");
    EXPECT_EQ(run_pgslate({"create", "--protect"}).status, 0);
    expect_refused("protected");
    EXPECT_EQ(ask_target("select id from a"), "7");
    EXPECT_EQ(run_pgslate({"resetdb", "--in-place", "--confirm", name()}).status, 0);
    EXPECT_EQ(ask_target("select count(*) from a"), "0");
}

TEST_F(InPlace, IsToldAsData) {
    model("a.sql", "create schema app; create table app.a (); create table b ();");
    const auto ended = run_pgslate({"resetdb", "--in-place", "--json"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_TRUE(is_json(ended.out)) << ended.out;
    EXPECT_TRUE(std::regex_search(ended.out, std::regex("\"in_place\": *true"))) << ended.out;
    EXPECT_TRUE(std::regex_search(ended.out, std::regex("\"app\",\\s*\"public\""))) << ended.out;
}

} // namespace
} // namespace pgslate::testing
