// Pairs of states of what older servers have no words for, with rows in them.
#include "pairs/apply_pairs.hpp"

namespace pgslate::testing {
namespace {

const Pairs pairs_of_newer_kinds = {
    {"comments_on_not_null",
     "create table t (a integer not null, b integer constraint other not null); "
     "comment on constraint t_a_not_null on t is 'why'; insert into t values (1, 2);",
     "create table t (a integer not null, b integer constraint other not null); "
     "comment on constraint other on t is 'because'; insert into t values (1, 2);",
     "select t from t", 18},
    {"names_of_not_null_that_parents_have_too",
     "create table w (a integer constraint x not null, b integer); "
     "create table c (a integer constraint y not null, b integer constraint z not null) "
     "inherits (w); insert into c values (1, 2);",
     "create table w (a integer constraint x not null, b integer constraint v not null); "
     "create table c (a integer, b integer constraint z not null) inherits (w); "
     "insert into c values (1, 2);",
     "select c from c", 18},
    {"names_of_not_null_that_others_had",
     "create table t (a integer constraint x not null, b integer constraint y not null, "
     "c integer constraint z not null, d integer, constraint w check (d > 0)); "
     "insert into t values (1, 2, 3, 4);",
     "create table t (a integer constraint y not null, b integer constraint x not null, "
     "c integer constraint w not null, d integer, constraint z check (d > 0)); "
     "insert into t values (1, 2, 3, 4);",
     "select t from t", 18},
    {"not_null_of_parents_and_children",
     "create table w (a integer not null, b integer not null); "
     "create table c (a integer not null, b integer constraint z not null) inherits (w); "
     "insert into c values (1, 2);",
     "create table w (a integer, b integer); create table c (a integer, b integer) inherits (w); "
     "insert into c values (1, 2);",
     "select c from c", 18},
    {"identity_columns_with_names_of_not_null",
     "create table t (a integer, b integer); insert into t values (1, 2);",
     "create table t (a integer constraint x not null generated always as identity, b integer); "
     "insert into t (b) values (2);",
     "select t from t", 18},
    {"checks_that_are_not_enforced_for_all",
     "create table w (a integer, constraint c check (a > 0) not enforced); "
     "create table v (constraint c check (a > 0)) inherits (w); insert into w values (1);",
     "create table w (a integer, constraint c check (a > 0) not enforced); "
     "create table v (constraint c check (a > 0) not enforced) inherits (w); "
     "insert into w values (1);",
     "select w from w", 18},
    {"primary_keys_of_ranges",
     "create extension btree_gist; create table w (a int4range, b integer, "
     "constraint k primary key (b, a without overlaps)) partition by list (b); "
     "create table p partition of w for values in (1); insert into w values ('[1,3)', 1);",
     "create extension btree_gist; create table w (a int4range, b integer, "
     "constraint k primary key (b, a)) partition by list (b); "
     "create table p partition of w for values in (1); insert into w values ('[1,3)', 1);",
     "select w from w", 18, true},
    {"keys_of_ranges_of_other_types",
     "create extension btree_gist; "
     "create table t (k integer, a int4range, primary key (k, a without overlaps)); "
     "create table u (k integer, a int4range, foreign key (k, period a) references t (k, period "
     "a)); "
     "insert into t values (1, '[1,9)'); insert into u values (1, '[2,3)');",
     "create extension btree_gist; "
     "create table t (k bigint, a int4range, primary key (k, a without overlaps)); "
     "create table u (k bigint, a int4range, foreign key (k, period a) references t (k, period "
     "a)); "
     "insert into t values (1, '[1,9)'); insert into u values (1, '[2,3)');",
     "select concat(t, u) from t, u", 18},
};

INSTANTIATE_TEST_SUITE_P(OfNewerServers, ApplyPairs,
                         ::testing::ValuesIn(dealt(pairs_of_newer_kinds)), name_of);

} // namespace
} // namespace pgslate::testing
