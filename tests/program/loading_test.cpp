// Whatever is dumped can be loaded: by resetdb, and by psql as a script of dump and of sql.
#include "base/format.hpp"
#include "support/every_kind.hpp"
#include "support/loading.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

struct Case {
    const char* name;
    const char* sql; ///< `somebody` in it is a role
};

int test_server_version() {
    return TestDatabase().session().server().major();
}

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.name;
}

class Loading : public LoadingTest, public ::testing::WithParamInterface<Case> {};

TEST_P(Loading, MakesTheSameInEveryWay) {
    const std::string sql = GetParam().sql;
    if (test_server_version() < 14 && count_of("begin atomic", sql) > 0)
        GTEST_SKIP() << "bodies are parsed from PostgreSQL 14 on";
    const LoginRole role("secret");
    const TestDatabase theirs;
    run_sql(replaced(sql, "somebody", role.name()), theirs.name());
    expect_same_in_every_way(theirs.name());
    drop_owned(role.name(), {theirs.name(), name()});
}

const std::vector<Case> what_needs_an_order = {
    Case{"SequencesOfOtherOwners", R"(
            create table t (id bigserial primary key, n serial);
            create sequence loose owned by t.n;
            alter table t owner to somebody;
            revoke update on sequence t_id_seq from somebody;
            create schema app authorization somebody;
            create table app.u (id serial);
            alter table app.u owner to somebody;
        )"},
    Case{"CastsBeforeTexts", R"(
            create type celsius as (degrees numeric, place text);
            create function in_numbers(celsius) returns numeric language sql immutable
                as 'select $1.degrees';
            create cast (celsius as numeric) with function in_numbers(celsius);
            create type word as (w text);
            create cast (word as text) with inout;
            create domain warm as numeric check (value > (row(20, 'x')::celsius)::numeric);
            create table a (c celsius, w word, check ((c)::numeric > 0));
            create view v as select c::numeric as n, w::text as t from a;
            create index on a (in_numbers(c));
            create materialized view m as select (c)::numeric as n from a;
        )"},
    Case{"BaseTypesOfOtherOwners", R"(
            create type money_bag;
            create function bag_in(cstring) returns money_bag language internal immutable strict
                as 'textin';
            create function bag_out(money_bag) returns cstring language internal immutable strict
                as 'textout';
            create type money_bag (input = bag_in, output = bag_out, default = 'it''s empty');
            create table t (a money_bag default 'x');
            create domain bag as money_bag;
            alter type money_bag owner to somebody;
        )"},
    Case{"RangesWithAFunctionOfTheirOwn", R"(
            create type days;
            create function whole_days(days) returns days language internal immutable strict
                as 'int4range_canonical';
            create type days as range (subtype = integer, canonical = whole_days);
            create table a_stay (d days default '[1,3]');
            create view lengths as select upper(d) - lower(d) as n from a_stay;
            create function long(days) returns boolean language sql immutable
                as 'select upper($1) > 9';
            alter type days owner to somebody;
        )"},
    // Until PostgreSQL 14 its sequence is logged all the same.
    Case{"IdentityInUnloggedTables", R"(
            create unlogged table quick (id integer generated always as identity, s serial);
        )"},
    // From PostgreSQL 18 on, NOT NULL has a name.
    Case{"NamesThatOthersHaveBefore", R"(
            create table t (a integer not null, b integer not null);
            create table a_copy (like t);
            create table whole (a integer not null) partition by list (a);
            create table a_part (like whole);
            alter table whole attach partition a_part for values in (1);
            create table word (id serial primary key, text text not null);
            create table a_word (like word including all, own integer not null);
        )"},
    Case{"TextsThatAreNames", R"(
            create text search dictionary words (template = simple);
            create text search configuration search (copy = simple);
            create table z_table (x integer);
            create function z_function() returns integer language sql as 'select 1';
            create table a_choice (d regdictionary default 'words', c regconfig default 'search',
                t regclass default 'z_table', f regproc default 'z_function');
            create domain a_config as regconfig default 'search';
        )"},
    Case{"OperatorsBeforeClasses", R"(
            create type num as (n integer);
            create function num_cmp(num, num) returns integer language sql immutable
                as 'select btint4cmp($1.n, $2.n)';
            create function num_lt(num, num) returns boolean language sql immutable as 'select $1.n < $2.n';
            create function num_gt(num, num) returns boolean language sql immutable as 'select $1.n > $2.n';
            create function num_le(num, num) returns boolean language sql immutable as 'select $1.n <= $2.n';
            create function num_ge(num, num) returns boolean language sql immutable as 'select $1.n >= $2.n';
            create function num_eq(num, num) returns boolean language sql immutable as 'select $1.n = $2.n';
            create operator <% (leftarg = num, rightarg = num, function = num_lt, commutator = >%, negator = >=%);
            create operator >% (leftarg = num, rightarg = num, function = num_gt, commutator = <%, negator = <=%);
            create operator <=% (leftarg = num, rightarg = num, function = num_le, commutator = >=%, negator = >%);
            create operator >=% (leftarg = num, rightarg = num, function = num_ge, commutator = <=%, negator = <%);
            create operator =% (leftarg = num, rightarg = num, function = num_eq, commutator = =%);
            create operator class a_class for type num using btree as operator 1 <%, operator 2 <=%,
                operator 3 =%, operator 4 >=%, operator 5 >%, function 1 num_cmp(num, num);
            create table a (n num);
            create index on a (n a_class);
            create view a_view as select * from a order by n using <%;
        )"},
    Case{"InfixOperators", R"(
            create operator public.+ (leftarg = integer, rightarg = integer, function = int4mi);
            create operator public.@@@ (leftarg = integer, rightarg = integer, function = int4mi);
            create domain a as integer check (value operator(public.+) 1 > 0);
            create table b (x integer default 1 operator(public.@@@) 2);
            create view c as select 1 @@@ 2 as x;
        )"},
    Case{"ViewsAndFunctionsThatNeedEachOther", R"(
            create type mood as enum ('sad', 'ok');
            create view first as select 1 as x, 'sad'::mood as m, 'a'::text collate "C" as t, null::varchar(9) as v;
            comment on view first is 'first';
            grant select on first to public;
            create function of_first() returns setof first language sql as 'select * from first';
            create view second as select * from of_first();
            create or replace view first with (security_barrier) as select x, m, t, v from second where x > 0;
            create view ping as select 1 as a;
            create view pong as select a from ping;
            create or replace view ping as select a from pong;
            create view updatable as select x from second;
        )"},
    Case{"ParsedBodiesThatNeedEachOther", R"(
            create function a(x integer default 1) returns integer language sql immutable begin atomic select x; end;
            create function b(x integer) returns integer language sql immutable begin atomic select a(x); end;
            create or replace function a(x integer default 1) returns integer language sql immutable
                begin atomic select case when x > 1 then b(x - 1) else 1 end; end;
            create table t (x integer, y integer generated always as (a(x)) stored, check (b(x) > 0));
            create index on t (b(x));
            create function reads() returns bigint language sql stable begin atomic select count(*) from t; end;
            create materialized view m as select reads() as n;
            create or replace function reads() returns bigint language sql stable begin atomic select n from m; end;
            create procedure p() language sql begin atomic insert into t values (1); end;
        )"},
    Case{"DomainsAndTheirDefaults", R"(
            create domain d as integer;
            create function next() returns d language sql as 'select 1::d';
            alter domain d set default next();
            create function good(d) returns boolean language sql immutable as 'select $1 > 0';
            alter domain d add constraint good check (good(value));
            create table t (x d, y d default next());
        )"},
    Case{"StringsThatAreCalledLikeThings", R"(
            create domain kind as text check (value in ('item', 'sale', 'v', 'kind', 'f'));
            create table item (kind kind default 'sale', sale text default 'item', z integer,
                f text generated always as (md5('sale' || 'v')) stored, y integer primary key, w integer,
                check (sale <> 'sale'));
            create table sale (item kind default 'item', z text default 'v', y integer references item,
                f text generated always as (md5('item' || 'f')) stored, w integer);
            create function f(text default 'sale') returns text language sql immutable as $$ select 'v' $$;
            alter table sale add g text default f('item'), add h integer;
            create view v as select item.sale as item, 'u' as sale, sale.item as v from item, sale;
            create view u as select v.item as kind, 'w' as v from v;
            create view a_w as select kind as item, 'u' as v from u as item;
            create sequence s;
            create table seq (n bigint default nextval('s'), c regclass default 'item'::regclass);
        )"},
    Case{"ColumnsThatNeedWhatNeedsTheirTable", R"(
            create table t (a integer, b text);
            create materialized view m as select a from t;
            alter table t add x m, add c integer default 7, add d text default 'd' not null;
            create function f(m) returns integer language sql immutable as 'select 1';
            alter table t add e integer generated always as (f(null::m)) stored, add k integer;
            create type pair as (p integer);
            create table holds (q pair);
            alter type pair add attribute v text, add attribute u integer;
        )"},
    Case{"TablesThatCallWhatReadsThem", R"(
            create table t (a integer);
            create function count_t() returns bigint language sql begin atomic select count(a) from t; end;
            alter table t alter a set default count_t();
            create function good(t) returns boolean language sql immutable as 'select true';
            alter table t add constraint good check (good(t.*));
            create view v as select a from t where a > count_t();
            create function v_max() returns integer language sql begin atomic select max(a) from v; end;
            alter table t add b integer default v_max();
        )"},
    Case{"OwnersBeforeWhatRuns", R"(
            create table t (a integer, b serial, check (a > 0));
            create function f(integer) returns integer language plpgsql immutable as
                'begin return $1; end';
            create index on t (f(a));
            create materialized view m as select f(a) as x from t;
            create unique index on m (x);
            create view v as select * from m;
            create materialized view n as select x from v;
            create type mood as enum ('a');
            create domain d as text;
            alter function f owner to somebody; alter table t owner to somebody;
            alter materialized view m owner to somebody; alter view v owner to somebody;
            alter type mood owner to somebody; alter domain d owner to somebody;
            grant select on t, m, v to somebody;
        )"}};

INSTANTIATE_TEST_SUITE_P(More, Loading, ::testing::ValuesIn(what_needs_an_order),
                         [](const auto& one) { return one.param.name; });

// Each in a schema of its own: most of the time that one takes is that of programs and databases.
TEST_F(LoadingTest, MakesWhatNeedsAnOrderInEveryWay) {
    const LoginRole role("secret");
    const TestDatabase theirs;
    const bool parses_bodies = test_server_version() >= 14;
    std::string all;
    for (const auto& [name, sql] : what_needs_an_order)
        if (parses_bodies || count_of("begin atomic", sql) == 0)
            all += format("create schema {0}; set search_path = {0}, public; {1};", name, sql);
    run_sql(replaced(all, "somebody", role.name()), theirs.name());
    expect_same_in_every_way(theirs.name());
    drop_owned(role.name(), {theirs.name(), name()});
}

TEST_F(LoadingTest, MakesSomethingOfEveryKindInEveryWay) {
    const EveryKind every;
    run_sql("drop subscription away", every.database());
    expect_same_in_every_way(every.database());
}

} // namespace
} // namespace pgslate::testing
