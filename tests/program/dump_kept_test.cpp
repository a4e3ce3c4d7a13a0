// dump: what is easily lost on the way through models, and what is no difference on the way back.
#include "base/format.hpp"
#include "support/loading.hpp"
#include "support/round_trip.hpp"

namespace pgslate::testing {
namespace {

class DumpKeeps : public RoundTripTest {
  protected:
    // What status says of the dumped database, with models that were dumped before.
    Ended status_after(const std::string& change) const {
        EXPECT_EQ(
            run_pgslate({"dump", "--database", source(), "--output", "schemas", "--force"}).status,
            0);
        make(change);
        return run_pgslate({"status", "--database", source()});
    }
};

TEST_F(DumpKeeps, MaterializedViewsThatWereNeverFilled) {
    make("create materialized view broken as select 1 / 0 as x with no data;"
         "create view between as select * from broken;"
         "create materialized view above as select x from between with no data;"
         "create unique index on above (x);"
         "create materialized view good as select 1 as x");
    expect_same_again();
    EXPECT_EQ(ask_target("select string_agg(relname, ' ' order by relname) from pg_class "
                         "where relkind = 'm' and not relispopulated"),
              "above broken");
}

TEST_F(DumpKeeps, MaterializedViewsOverOneThatWasEmptied) {
    make("create materialized view below as select 1 as x;"
         "create materialized view above as select x from below;"
         "refresh materialized view below with no data");
    EXPECT_EQ(run_pgslate({"dump", "--database", source(), "--output", "schemas"}).status, 0);
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 0) << ended.err;
}

// Rows are a matter of the database, as they are in a table.
TEST_F(DumpKeeps, SilentOnWhetherAViewIsFilledNow) {
    make("create materialized view m as select 1 as x with no data");
    EXPECT_EQ(status_after("refresh materialized view m").status, 0);
    EXPECT_EQ(status_after("refresh materialized view m with no data").status, 0);
}

TEST_F(DumpKeeps, WhatRolesMayDoWithMembersOfExtensions) {
    const LoginRole bob("x");
    make(format("create extension postgres_fdw; create extension hstore;"
                "create extension pg_stat_statements;"
                "grant usage on foreign data wrapper postgres_fdw to {0} with grant option;"
                "revoke execute on function hstore(text[]) from public;"
                "grant usage on type hstore to {0};"
                "revoke select on pg_stat_statements from public;"
                "grant select (userid) on pg_stat_statements to {0};"
                "revoke usage on language plpgsql from public; grant usage on language sql to {0}",
                bob.name()));
    expect_same_again();
    const auto ended = status_after(
        format("revoke usage on foreign data wrapper postgres_fdw from {}", bob.name()));
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(count_of("on foreign-data wrapper postgres_fdw", ended.out), 1U) << ended.out;
    // They go with their extension, which is in no schema.
    const auto some = run_pgslate({"dump", "--database", source(), "--schema", "public"});
    EXPECT_EQ(count_of("GRANT", some.out), 0U) << some.out;
}

TEST_F(DumpKeeps, ThatAnExtensionHasLostItsComment) {
    make("create extension hstore; create extension citext; comment on extension hstore is null;"
         "comment on extension citext is 'mine'; comment on extension plpgsql is null");
    expect_same_again();
    EXPECT_EQ(status_after("comment on extension hstore is 'again'").status, 2);
}

TEST_F(DumpKeeps, WhichOfEqualIndexesBelongsToTheWhole) {
    make("create table p (a integer, b integer) partition by range (a);"
         "create table p1 partition of p for values from (0) to (5);"
         "create table p2 partition of p for values from (5) to (9) partition by range (a);"
         "create table p21 partition of p2 for values from (5) to (7);"
         "create index first_own on p1 (b); create index on p (b);"
         "create index own on p1 (b); create index own_of_p2 on p2 (b);"
         "create table q (a integer, b integer, unique (a, b)) partition by range (a);"
         "create table q1 partition of q for values from (0) to (5);"
         "alter table q1 add constraint own_key unique (a, b)");
    expect_same_again();
}

TEST_F(DumpKeeps, WhichOfEqualIndexesIsAttachedToWhich) {
    make("create table p (a integer, b integer) partition by range (a);"
         "create table p1 partition of p for values from (0) to (5);"
         "create index one on only p (b); create index two on only p (b);"
         "create index z on p1 (b); create index a on p1 (b);"
         "alter index one attach partition z; alter index two attach partition a");
    expect_same_again();
}

TEST_F(DumpKeeps, TheOrderOfColumnsOfChildren) {
    make("create table base (c integer not null default 5, constraint positive check (c > 0));"
         "create table other (a integer, b integer);"
         "create table later (a integer, c integer not null, d integer, "
         "constraint positive check (c > 0)); alter table later inherit base;"
         "create table mixed (own integer, c integer not null, "
         "constraint positive check (c > 0)) inherits (other); alter table mixed inherit base;"
         "create table none (); create table of_none (x integer) inherits (none);"
         "create foreign data wrapper w; create server s foreign data wrapper w;"
         "create foreign table remote (x integer, a integer, b integer) server s;"
         "alter foreign table remote inherit other");
    expect_same_again();
    EXPECT_EQ(ask_target("select string_agg(attname, ' ' order by attnum) from pg_attribute "
                         "where attrelid = 'later'::regclass and attnum > 0"),
              "a c d");
}

// Only the history of its parent has put a column there.
TEST_F(DumpKeeps, AWarningWhereTheOrderOfColumnsCannotBeMadeAgain) {
    make("create table p (a integer); create table k (b integer) inherits (p);"
         "alter table p add column c integer");
    const auto ended = run_pgslate({"dump", "--database", source(), "--output", "schemas"});
    EXPECT_EQ(ended.status, 0);
    EXPECT_EQ(count_of("column order of table public.k", ended.err), 1U) << ended.err;
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    EXPECT_EQ(run_pgslate({"status", "--database", source()}).status, 0);
}

TEST_F(DumpKeeps, AWarningOfTriggersOfConstraintsThatAreDisabled) {
    make("create table t (a integer primary key, b integer references t)");
    EXPECT_EQ(
        count_of("triggers of constraints", run_pgslate({"dump", "--database", source()}).err), 0U);
    make("alter table t disable trigger all");
    const auto ended = run_pgslate({"dump", "--database", source()});
    EXPECT_EQ(ended.status, 0);
    EXPECT_EQ(count_of("triggers of constraints on public.t that are not enabled", ended.err), 1U)
        << ended.err;
}

// What is granted when a dump is loaded, the owner grants.
TEST_F(DumpKeeps, AWarningOfPrivilegesThatOthersThanTheOwnerGranted) {
    const auto warned = [this] { return run_pgslate({"dump", "--database", source()}).err; };
    const LoginRole role("secret");
    make(format("create table t (a integer, b integer); create function f() returns integer "
                "language sql as 'select 1'; grant select, update (b) on t to {} with grant option;"
                "grant execute on function f() to {} with grant option",
                role.name(), role.name()));
    EXPECT_EQ(count_of("who granted", warned()), 0U);
    make(format("set role {}; grant update (b) on t to public; grant execute on function f() to "
                "pg_monitor",
                role.name()));
    const auto said = warned();
    EXPECT_EQ(count_of("who granted privileges on table public.t and is not its owner (1)", said),
              1U)
        << said;
    EXPECT_EQ(count_of("who granted privileges on function public.f()", said), 1U) << said;
    drop_owned(role.name(), {source()});
}

// LIKE makes a sequence of bigint with the limits of integer.
TEST_F(DumpKeeps, IdentityColumnsAsTheirTypeHasThem) {
    make("create table a (i integer generated always as identity, "
         "s smallint generated by default as identity (increment -1), "
         "b bigint generated always as identity (maxvalue 2147483647));"
         "create table b (like a including all)");
    const auto ended = status_after("select 1");
    EXPECT_EQ(ended.status, 0) << ended.out;
    EXPECT_EQ(status_after("alter sequence b_i_seq maxvalue 99").status, 2);
}

TEST_F(DumpKeeps, IdentityColumnsWithASequenceOfALargerType) {
    make("create table a (i integer generated always as identity);"
         "alter sequence a_i_seq as bigint; alter sequence a_i_seq maxvalue 5000000000 cycle");
    EXPECT_EQ(run_pgslate({"dump", "--database", source(), "--output", "schemas"}).status, 0);
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
    EXPECT_EQ(run_pgslate({"status", "--database", source()}).status, 0);
    const std::string question = "select concat(seqtypid::regtype, ' ', seqmax, ' ', seqcycle) "
                                 "from pg_sequence";
    EXPECT_EQ(ask_target(question), "bigint 5000000000 t");
}

} // namespace
} // namespace pgslate::testing
