// dump: operators that the server's text of an object means, and does not name.
#include "support/round_trip.hpp"

namespace pgslate::testing {
namespace {

// Two types in a schema that nobody searches: one that can be compared as text, too, and one that
// can't be compared otherwise.
class HiddenOperators : public RoundTripTest {
  protected:
    void SetUp() override {
        make("create schema ext; create extension citext schema ext;"
             "create extension hstore schema ext;"
             "create table t (id integer, c ext.citext, d ext.citext, h ext.hstore, k ext.hstore);"
             "create table other (c ext.citext, id integer)");
    }
    // In a session that finds them.
    void make_with(const std::string& sql) const { make("set search_path to public, ext;" + sql); }
};

TEST_F(HiddenOperators, AreFoundAgainByWhatHangsOnATable) {
    make_with("create index i on t (id) where c is not distinct from d;"
              "create policy p on t using (h is distinct from k);"
              "create rule r as on update to t where old.c is distinct from new.c do also select 1;"
              "create function f() returns trigger language plpgsql as 'begin return new; end';"
              "create trigger g before update on t for each row "
              "when (old.h is distinct from new.h) execute function f();"
              "create statistics s on id, (c is distinct from d) from t;"
              "alter table t add column x boolean generated always as (c is distinct from d) "
              "stored, add check (nullif(h, k) is null), "
              "add exclude using btree (id with =) where (h is distinct from k)");
    expect_same_again();
}

TEST_F(HiddenOperators, AreFoundAgainByQueries) {
    make_with("create view distinct_from as select h is distinct from k as x from t;"
              "create view of_case as select case c when d then 1 end as x from t;"
              "create view of_nullif as select nullif(c, d) as x from t;"
              "create view joined as select t.id from t join other using (c);"
              "create view naturally as select * from t natural join other;"
              "create view rows as select row(id, c) < row(id, d) as x from t;"
              "create view subselect as select (id, c) in (select id, c from other) as x from t;"
              "create materialized view kept as select c is distinct from d as x from t;"
              "create domain unlike as text check ((value)::citext is distinct from 'a'::citext)");
    expect_same_again();
}

// Only what is dumped as TOML finds `public` by itself.
TEST_F(HiddenOperators, AreFoundAgainInPublic) {
    make("create schema app; create extension ltree;"
         "create table app.u (l ltree, m ltree, check (l is distinct from m));"
         "create view v as select case l when m then 1 end as x from app.u");
    expect_same_again();
    EXPECT_EQ(
        ask_target("select count(*) from pg_depend where refclassid = 'pg_operator'::regclass "
                   "and refobjid = '=(ltree, ltree)'::regoperator and classid in "
                   "('pg_constraint'::regclass, 'pg_rewrite'::regclass)"),
        "2");
}

TEST_F(HiddenOperators, AreADifferenceWhereTheTextIsTheSame) {
    make("create view v as select case c when d then 1 end as x from t");
    EXPECT_EQ(run_pgslate({"dump", "--database", source(), "--output", "schemas"}).status, 0);
    make_with("create or replace view v as select case c when d then 1 end as x from t");
    const auto ended = run_pgslate({"status", "--database", source()});
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_EQ(count_of("operator schemas: declared none, live ext", ended.out), 1U) << ended.out;
}

TEST_F(HiddenOperators, OfRowsInSeveralSchemasAreWarnedOf) {
    make_with("create view fine as select row(id, c) < row(id, d) as x from t");
    const auto before = run_pgslate({"dump", "--database", source()});
    EXPECT_EQ(count_of("comparisons of rows", before.err), 0U) << before.err;
    make_with("create view v as select row(c, id) < row(d, id) as x from t;"
              "create view w as select (c, id) in (select c, id from other) as x from t");
    const auto ended = run_pgslate({"dump", "--database", source()});
    EXPECT_EQ(ended.status, 0);
    EXPECT_EQ(count_of("comparisons of rows by operators of several schemas", ended.err), 1U)
        << ended.err;
}

} // namespace
} // namespace pgslate::testing
