// What PostgreSQL prints otherwise once it has read its own text is no drift, and finding that out
// runs nothing of the database that is looked at.
#include "base/format.hpp"
#include "live/server_lines.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pgslate::testing {
namespace {

// A file in the server's folder: whatever a trap does in a transaction that comes to nothing could
// not be seen.
class Traces {
  public:
    Traces() : name_(unique_name("_trace_")) {}
    ~Traces() { run_sql(format("copy (select 1) to program 'cat >/dev/null; rm -f {}*'", name_)); }
    Traces(const Traces&) = delete;
    Traces& operator=(const Traces&) = delete;

    /// Functions of a schema `app` that leave one in databases of such a name, and only there.
    std::string functions(const std::string& databases = "pgslate\\_try%") const {
        return format(
            "create function app.leave(label text) returns boolean language plpgsql as $f$begin "
            "if current_database() like '{}' then execute format('copy (select 1) to "
            "%L', current_setting('data_directory') || '/{}' || label); end if; return true; "
            "end$f$;\n"
            "create function app.trap(label text) returns boolean immutable language plpgsql as "
            "$f$begin return app.leave(label); end$f$;\n",
            databases, name_);
    }
    std::string left() const {
        return ask(format(
            "select coalesce(string_agg(substr(f, {}), ' ' order by f), '') from pg_ls_dir('.') "
            "f where starts_with(f, '{}')",
            name_.size() + 1, name_));
    }

  private:
    std::string name_;
};

std::string url_of(const std::string& database, const std::string& user = test_server().user) {
    return format("postgresql://{}@/{}?host={}&port={}", user, database, test_server().socket,
                  test_server().port);
}

class Reprinted : public ProgramTest {
  protected:
    // For the version of the test server.
    std::string for_server(const std::string& sql) const {
        return live::for_server(sql, postgres::Session(socket_parameters()).server().version);
    }
    void dump_models() const {
        const auto ended = run_pgslate({"dump", "--output", "schemas"});
        ASSERT_EQ(ended.status, 0) << ended.err;
    }
    void expect_in_sync(std::vector<std::string> arguments = {"status"}) const {
        const auto ended = run_pgslate(std::move(arguments));
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        EXPECT_EQ(count_of("Drift     none", ended.out), 1U) << ended.out;
    }
};

// Each holds what is flattened, cast otherwise or written out at the second reading.
constexpr std::string_view every_place = R"(
create schema app;
create domain app.d as varchar(9) default case when 'a'::varchar in ('a', 'b') then 'a' end
  check (value in ('a', 'b') and length(value) between 1 and 3 and value <> 'q');
create function app.f(a integer, b varchar(9) default case when 'a'::varchar in ('a', 'b') then 'x' end)
  returns boolean language plpgsql immutable as 'begin return true; end';
create procedure app.p(a boolean default 1 between 0 and 3 and 2 > 1) language plpgsql as 'begin end';
create function app.t() returns trigger language plpgsql as 'begin return new; end';
create table app.t (x integer, y integer, z integer, v varchar(9), d app.d,
  b boolean default ('a'::varchar in ('a', 'b') and 1 between 0 and 3 and 2 > 1),
  g boolean generated always as (x between 1 and 3 and y > 2) stored,
  constraint two check (x between 1 and 3 and y > 2),
  constraint three check (x in (1, y) or z = 1),
  constraint four check ((x, y) > (1, 2) and v in ('a', 'b')),
  constraint five check (x not between y and z or (y = 1 or z = 2)));
create index i on app.t (y) where x between 1 and 3 and y is not null;
create index j on app.t (app.f(x), (x between 1 and 3 and y > 2) desc, lower(v) text_pattern_ops, z);
create view app.v as select x from app.t where v in ('a', 'b') and x between 1 and 3 and y > 2 and x in (1, y);
create view app.w as with c as (values (1, 'a'::varchar(3)), (2, 'b')) select * from c where column2 in ('a', 'b');
alter view app.v alter x set default case when 'a'::varchar in ('a', 'b') and 1 between 0 and 3 then 1 end;
create materialized view app.m as select x, v from app.t where v in ('a', 'b');
create index k on app.m (lower(v)) where v in ('a', 'b') and x between 1 and 2 and v > 'a';
create policy p on app.t using (exists (select from app.t u where u.x = t.x and u.v in ('a', 'c')))
  with check (x between 1 and 3 and y > 1);
create trigger t before update of v on app.t for each row
  when (new.v in ('a', 'b') and new.x between 1 and 3 and old.y > 2) execute function app.t('q');
create rule r as on update to app.t where new.v in ('a', 'b') and new.x between 1 and 3 and new.y > 2
  do also (insert into app.t (x) select 1 where new.v in ('a', 'b');
           delete from app.t where v in ('b', 'c') and x in (1, y));
create table app.e (v varchar(9), x integer, exclude ((v in ('a', 'b')) with =, lower(v) with =)
  where (v in ('a', 'b') and x between 1 and 2 and x > 0));
create table app.parts (v varchar(9), x integer, y integer)
  partition by range ((v in ('a', 'b')), lower(v) collate "C", (x between 1 and 3 and y > 2), y);
create publication {0} for table app.t (x, y) where (x between 1 and 3 and y > 2), app.e; -- from 15
create statistics app.s on (v in ('a', 'b')), (x between 1 and 3 and y > 2), y from app.t; -- from 14
create function app.body(a varchar(9), b integer) returns boolean language sql begin atomic -- from 14
  select a in ('a', 'b') and b between 1 and 3 and b > 0; insert into app.t (v) values (a); -- from 14
  select true; end; -- from 14
create function app.result(a varchar(9)) returns boolean language sql return a in ('a', 'b'); -- from 14
)";

TEST_F(Reprinted, IsInSyncWithTheModelsThatWereDumpedOfIt) {
    run_sql(format("create database {}", name()));
    run_sql(for_server(format(every_place, name())), name());
    dump_models();
    expect_in_sync();
    expect_in_sync(); // and from what is kept
    expect_that_no_scratch_database_stays();
}

// Then it is the database that was printed more often than the models.
TEST_F(Reprinted, IsInSyncWithTheModelsThatItWasCopiedFrom) {
    model("all.sql", for_server(format(every_place, name())));
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    const auto copy = run(server_program("pg_dump", {"--schema-only", name()}));
    run_sql(format("drop database {}", name()));
    run_sql(format("create database {}", name()));
    auto psql = server_program("psql", {"-qX", "-d", name()});
    psql.input = copy.out;
    ASSERT_EQ(run(psql).status, 0);
    expect_in_sync();
    const auto created = run_pgslate({"create"});
    EXPECT_EQ(created.status, 0) << created.err;
    EXPECT_EQ(count_of("differ", created.out + created.err), 0U) << created.out << created.err;
}

struct Change {
    std::string_view of; ///< what differs then
    std::string_view sql;
};

// Among those that are only printed otherwise, and where the text that changed is a part of one.
TEST_F(Reprinted, TellsWhatIsReallyDifferent) {
    run_sql(format("create database {}", name()));
    run_sql(for_server(format(every_place, name())), name());
    dump_models();
    const std::array changes = {
        Change{"domain check app.d.d_check",
               "alter domain app.d drop constraint d_check; alter domain app.d add constraint "
               "d_check check (value in "
               "('a', 'c') and length(value) between 1 and 3 and value <> 'q')"},
        Change{"check constraint app.t.three",
               "alter table app.t drop constraint three, add constraint three "
               "check (x in (1, y) and z = 1)"},
        Change{"column app.t.b", "alter table app.t alter b set default "
                                 "('a'::varchar in ('a', 'b') and 1 between 0 and 3 and 2 > 2)"},
        Change{
            "index app.i",
            "drop index app.i; create index i on app.t (y) where x between 1 and 3 or y is null"},
        Change{
            "index app.j",
            "drop index app.j; create index j on app.t (app.f(x), (x between 1 and 3 and y > 2), "
            "lower(v) text_pattern_ops, z)"},
        Change{"view app.w",
               "create or replace view app.w as with c as (values (1, 'a'::varchar(3)), "
               "(2, 'b')) select * from c where column2 in ('b', 'a')"},
        Change{"policy app.t.p", "alter policy p on app.t with check (x between 1 and 3 or y > 1)"},
        Change{"rule app.t.r",
               "create or replace rule r as on update to app.t where new.v in ('a', 'b') and new.x "
               "between 1 and 3 and new.y > 2 do also (insert into app.t (x) select 1 where new.v "
               "in ('a', 'b'); delete from app.t where v in ('b', 'c') and x in (2, y))"},
    };
    for (const auto& [of, change] : changes) run_sql(std::string(change), name());
    const auto ended = run_pgslate({"status"});
    EXPECT_EQ(ended.status, 2);
    for (const auto& [of, change] : changes)
        EXPECT_EQ(count_of(format("  different  {}", of), ended.out), 1U) << of << ended.out;
    EXPECT_EQ(count_of("  different  ", ended.out), changes.size()) << ended.out;
}

// An owner who is nobody sets traps in every place where a text can stand; whoever looks is
// superuser. The models have the trap too, so that all of it can be read among what they declare.
TEST_F(Reprinted, RunsNoFunctionThatTheTextsCall) {
    const Traces traces;
    const auto honest = for_server("create schema app;" + traces.functions() +
                                   R"(create domain app.caught as text check (app.trap('caught'));
create type app.pair as (a app.caught);
create domain app.d as text default 'a' constraint c check (value <> 'a');
create function app.f(a boolean default false) returns boolean language sql as 'select true';
create function app.t() returns trigger language plpgsql as 'begin return new; end';
create table app.t (x boolean, y boolean default false, constraint c check (x),
  g boolean generated always as (not x) stored);
create index i on app.t ((not x)) where x;
create view app.v as select x from app.t;
alter view app.v alter x set default true;
create materialized view app.m as select x from app.t with no data;
create index k on app.m ((not x));
create policy p on app.t using (x) with check (x);
create trigger t before update on app.t for each row when (new.x) execute function app.t();
create rule r as on update to app.t where new.x do also nothing;
create table app.e (x boolean, constraint one exclude ((not x) with =) where (x));
create table app.parts (x boolean) partition by list ((not x));
create statistics app.s on (not x), y from app.t; -- from 14
create function app.body() returns boolean language sql begin atomic select true; end; -- from 14
create function app.hear() returns event_trigger language plpgsql as
  'begin perform app.trap(''event''); end';
create event trigger )") + name()
                        + " on ddl_command_start execute function app.hear();\n";
    model("all.sql", honest);
    const auto reset = run_pgslate({"resetdb"});
    ASSERT_EQ(reset.status, 0) << reset.err;
    const auto changes = for_server(R"(
alter domain app.d set default case when app.trap('domain default') then 'b' end;
alter domain app.d drop constraint c;
alter domain app.d add constraint c check (app.trap('domain check') and value <> 'a');
create or replace function app.f(a boolean default app.trap('argument')) returns boolean language sql as 'select true';
alter table app.t alter y set default app.trap('default'), drop constraint c,
  add constraint c check (app.trap('check') and x), drop g;
alter table app.t add g boolean generated always as (app.trap('generated')) stored;
drop index app.i; create index i on app.t ((app.trap('index') and x)) where app.trap('predicate');
create or replace view app.v as select x from app.t
  where app.trap('view') and '{x}'::app.caught[] is not null and '(x)'::app.pair is not null
  limit case when app.trap('limit') then 1 end;
alter view app.v alter x set default app.trap('view default');
drop materialized view app.m;
create materialized view app.m as select x from app.t where app.trap('materialized') with no data;
create index k on app.m ((app.trap('index of a view') and x));
drop policy p on app.t;
create policy p on app.t using (app.trap('using')) with check (app.trap('with check'));
drop trigger t on app.t;
create trigger t before update on app.t for each row when (app.trap('when')) execute function app.t();
create or replace rule r as on update to app.t where app.trap('rule')
  do also insert into app.t (x) values (app.trap('action'));
alter table app.e drop constraint one;
alter table app.e add constraint one exclude ((app.trap('element') and x) with =) where (app.trap('where'));
drop table app.parts; create table app.parts (x boolean) partition by list ((app.trap('key') and x));
drop statistics app.s; create statistics app.s on (app.trap('statistics')), y from app.t; -- from 14
create or replace function app.body() returns boolean language sql begin atomic select app.trap('body'); end; -- from 14
)");
    run_sql(changes, name());
    ASSERT_EQ(traces.left(), "");
    for (const auto* verb : {"status", "create"}) {
        const auto ended = run_pgslate({verb});
        EXPECT_EQ(traces.left(), "") << verb;
        EXPECT_EQ(ended.status, verb == std::string_view("status") ? 2 : 0) << ended.err;
        const auto said = ended.out + ended.err;
        for (const auto* what :
             {"domain app.d", "domain check app.d.c", "function app.f(boolean)", "column app.t.y",
              "check constraint app.t.c", "column app.t.g", "index app.i", "view app.v",
              "column app.v.x", "materialized view app.m", "index app.k", "policy app.t.p",
              "trigger app.t.t", "rule app.t.r", "exclusion constraint app.e.one",
              "table app.parts"})
            EXPECT_GE(count_of(format("  different  {}", what), said), 1U) << what << said;
    }
}

// What compares the bounds of a range is asked as soon as a constant of it is read.
TEST_F(Reprinted, TriesNothingWhereARangeWouldAskSomebodysFunction) {
    const Traces traces;
    const auto models =
        "create schema app;" + traces.functions() +
        R"(create function app.compare(a integer, b integer) returns integer language plpgsql immutable
  as 'begin perform app.trap(''range''); return sign(a - b); end';
create operator class app.ops for type integer using btree as operator 1 <, operator 2 <=,
  operator 3 =, operator 4 >=, operator 5 >, function 1 app.compare(integer, integer);
create type app.span as range (subtype = integer, subtype_opclass = app.ops);
create table app.t (v varchar(9), constraint c check (v in ('a', 'b')));
create view app.v as select true as yes;)";
    model("all.sql", models);
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    run_sql("create or replace view app.v as select '[1,3)'::app.span is not null as yes; "
            "alter table app.t drop constraint c, add constraint c "
            "check (v::text = any (array['a'::varchar::text, 'b'::varchar::text]))",
            name());
    const auto ended = run_pgslate({"status"});
    EXPECT_EQ(traces.left(), "");
    EXPECT_EQ(count_of("  different  view app.v", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("  different  check constraint app.t.c", ended.out), 1U) << ended.out;
}

// Two databases are compared without a scratch database, as long as no text differs.
TEST_F(Reprinted, SaysWhatItMayNotReadAgain) {
    const LoginRole role("x");
    const TestDatabase other;
    run_sql(format("create database {}", name()));
    run_sql("create table t (v varchar(9), constraint c check (v in ('a', 'b')))", other.name());
    run_sql("create table t (v varchar(9), constraint c "
            "check (v::text = any (array['a'::varchar::text, 'b'::varchar::text])))",
            name());
    const auto compare = [&](const std::string& user) {
        return run_pgslate(
            {"status", "--url", url_of(name(), user), "--like", url_of(other.name(), user)});
    };
    const auto superuser = compare(test_server().user);
    EXPECT_EQ(superuser.status, 0) << superuser.out << superuser.err;
    const auto ended = compare(role.name());
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_EQ(count_of("  different  check constraint public.t.c", ended.out), 1U) << ended.out;
    EXPECT_EQ(
        count_of("warning: what may only be printed otherwise is told as different: ", ended.err),
        1U)
        << ended.err;
}

// So that there would be something to see.
TEST_F(Reprinted, TrapsLeaveTracesWhereTheyRun) {
    const Traces traces;
    const TestDatabase database;
    run_sql("create schema app; create table app.t (x boolean);"
                + traces.functions(database.name()),
            database.name());
    EXPECT_EQ(traces.left(), "");
    run_sql("create index on app.t ((app.trap('index') and x))", database.name());
    run_sql("create domain app.caught as text check (app.trap('caught')); "
            "create view app.v as select '{x}'::app.caught[]",
            database.name());
    EXPECT_EQ(traces.left(), "caught index");
}

// Nothing of it stands in the models: it can't even be read there.
TEST_F(Reprinted, OwnerOfADatabaseDoesNotBecomeSuperuser) {
    const LoginRole mallory("x");
    run_sql(format("create database {} owner {}", name(), mallory.name()));
    const auto evil = for_server(format(R"(set role {0}; create schema app;
create function app.rise() returns integer language plpgsql as $f$begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    alter role {0} superuser; end if; return 1; end$f$;
create function app.calm(integer) returns integer immutable language sql
  as 'select app.rise()'; -- before 14
  begin atomic select app.rise(); end; -- from 14
create table app.t (x integer, v varchar(5) check (v in ('a', 'b')));
create index trap on app.t ((app.calm(1))))",
                                        mallory.name()));
    run_sql(evil, name());
    model("all.sql", "create schema app; create table app.t (x integer, v varchar(5) "
                     "check (v in ('a', 'c')));");
    const TestDatabase other("", format("owner {}", mallory.name()));
    run_sql(evil, other.name());
    run_sql("alter table app.t drop constraint t_v_check, add check (v in ('a', 'd'))",
            other.name());
    for (const auto& arguments : {std::vector<std::string>{"status"},
                                  {"status", "--like", url_of(other.name())},
                                  {"create"}})
        EXPECT_NE(run_pgslate(arguments).status, 1);
    EXPECT_EQ(ask(format("select rolsuper from pg_roles where rolname = '{}'", mallory.name())),
              "f");
    const auto ended = run_pgslate({"status"});
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_EQ(count_of("  different  check constraint app.t.t_v_check", ended.out), 1U)
        << ended.out;
    EXPECT_EQ(count_of("  undeclared index app.trap", ended.out), 1U) << ended.out;
}

} // namespace
} // namespace pgslate::testing
