// Pairs of states in which something takes the place of what others consist of, with rows in them.
#include "pairs/apply_pairs.hpp"

namespace pgslate::testing {
namespace {

const Pairs pairs_of_replaced_types = {
    {"enums_that_partitions_are_known_by",
     "create type e as enum ('a', 'b'); create table w (k e, v integer) partition by list (k); "
     "create table p partition of w for values in ('a'); "
     "create table q partition of w for values in ('b'); insert into w values ('a', 1), ('b', 2);",
     "create type e as enum ('a', 'b', 'c'); "
     "create table w (k e, v integer) partition by list (k); "
     "create table p partition of w for values in ('a'); "
     "create table q partition of w for values in ('b'); "
     "create table r partition of w for values in ('c'); insert into w values ('a', 1), ('b', 2);",
     "select string_agg(w.tableoid::regclass || w::text, ',' order by v) from w"},
    {"enums_inside_of_rows_and_domains",
     "create type e as enum ('a', 'b'); create domain d as e check (value <> 'b'); "
     "create type c as (x e); create table t (a e, b e[], f d, g c); "
     "insert into t values ('a', '{a,b}', 'a', row('b'));",
     "create type e as enum ('b', 'a'); create domain d as e check (value <> 'b'); "
     "create type c as (x e); create table t (a e, b e[], f d, g c); "
     "insert into t values ('a', '{a,b}', 'a', row('b'));",
     "select t from t"},
    {"collations_inside_of_rows",
     "create collation o (locale = 'C'); create type c as (a text collate o, b integer); "
     "create table t (v c, w c[]); insert into t values (row('x', 1), array[row('y', 2)::c]);",
     "create collation o (locale = 'C.UTF-8'); create type c as (a text collate o, b integer); "
     "create table t (v c, w c[]); insert into t values (row('x', 1), array[row('y', 2)::c]);",
     "select t from t"},
    {"ranges_that_columns_have",
     "create type f as range (subtype = integer); create table t (r f default '[1,2)'); "
     "insert into t values ('[3,4)');",
     "create type f as range (subtype = bigint); create table t (r f default '[1,5)'); "
     "insert into t values ('[3,4)');",
     "select t from t"},
    {"types_of_another_kind",
     "create type k as enum ('1', '2'); create table t (v k); insert into t values ('2');",
     "create domain k as text check (value <> ''); create table t (v k); "
     "insert into t values ('2');",
     "select t from t"},
    {"checks_of_domains_inside_of_arrays",
     "create domain d as text; create table t (a d, b d[]); insert into t values ('x', '{y}');",
     "create domain d as text not null constraint len check (length(value) < 9); "
     "create table t (a d, b d[]); insert into t values ('x', '{y}');",
     "select t from t"},
};

const Pairs pairs_of_replaced_partitions = {
    {"columns_of_partitions_that_are_made_anew",
     "create table w (a integer, b integer) partition by list (a); "
     "create table s partition of w for values in (2) partition by list (b); "
     "create table p partition of s default; insert into w values (2, 6);",
     "create table w (a integer, b bigint, d date) partition by list (a); "
     "create table s partition of w for values in (2) partition by list (b); "
     "create table p partition of s default; insert into w values (2, 6);",
     "select string_agg(a || ':' || b, ',') from w"},
    {"partitions_of_another_key_and_other_names",
     "create table l (at integer, id integer) partition by range (at); create table l_a partition "
     "of l for values from (0) to (10); create table l_d partition of l default; "
     "insert into l values (1, 1), (2, 4), (11, 9);",
     "create table l (at integer, id integer) partition by list (id); create table l_1 partition "
     "of "
     "l for values in (1, 2); create table l_2 partition of l for values in (4); create table l_d "
     "partition of l default; insert into l values (1, 1), (2, 4), (11, 9);",
     "select string_agg(l::text, ' ' order by at) from l"},
    {"partitions_of_another_key",
     "create table w (a integer) partition by hash (a); "
     "create table p partition of w for values with (modulus 2, remainder 0); "
     "create table q partition of w for values with (modulus 2, remainder 1); "
     "insert into w select generate_series(1, 9);",
     "create table w (a integer) partition by range (a); "
     "create table p partition of w for values from (minvalue) to (5); "
     "create table q partition of w for values from (5) to (maxvalue); "
     "insert into w select generate_series(1, 9);",
     "select string_agg(a::text, ',' order by a) from w"},
    {"partitions_that_are_merged",
     "create table w (a integer, b text) partition by range (a); "
     "create table p partition of w for values from (0) to (10); "
     "create table q partition of w for values from (10) to (20); "
     "insert into w values (5, 'x'), (15, 'y');",
     "create table w (a integer, b text) partition by range (a); "
     "create table p partition of w for values from (0) to (20); "
     "insert into w values (5, 'x'), (15, 'y');",
     "select string_agg(w::text, ',' order by a) from w"},
    {"partitions_that_are_split_under_other_names",
     "create table w (a integer, b text) partition by range (a); "
     "create table p partition of w for values from (0) to (20); "
     "insert into w values (5, 'x'), (15, 'y');",
     "create table w (a integer, b text) partition by range (a); "
     "create table q partition of w for values from (0) to (10); "
     "create table r partition of w for values from (10) to (20); "
     "insert into w values (5, 'x'), (15, 'y');",
     "select string_agg(w::text, ',' order by a) from w"},
    {"partitions_whose_rows_the_default_one_takes",
     "create table w (a integer, b text) partition by range (a); "
     "create table p partition of w for values from (0) to (10); "
     "create table d partition of w default; insert into w values (5, 'x'), (15, 'y');",
     "create table w (a integer, b text) partition by range (a); "
     "create table d partition of w default; insert into w values (5, 'x'), (15, 'y');",
     "select string_agg(w::text, ',' order by a) from w"},
    {"keys_of_partitions_that_hang_on_an_index",
     "create table w (a integer not null, b integer) partition by list (a); "
     "create table p partition of w for values in (1); "
     "alter table p add constraint k primary key (a); create unique index i on w (a); "
     "insert into w values (1, 2);",
     "create table w (a integer not null, b integer) partition by list (a); "
     "create table p partition of w for values in (1); "
     "alter table p add constraint k primary key (a); insert into w values (1, 2);",
     "select w from w"},
    {"options_of_indexes_of_partitioned_tables",
     "create table w (a integer) partition by list (a); "
     "create table p partition of w for values in (1); create index i on w (a);",
     "create table w (a integer) partition by list (a); "
     "create table p partition of w for values in (1); "
     "create index i on w (a) with (fillfactor = 50);"},
};

const Pairs pairs_of_what_else_is_replaced = {
    {"keys_that_refer_to_columns_with_two",
     "create table t (a integer primary key, b integer, unique (a, b)); "
     "create table u (a integer references t); "
     "insert into t values (1, 1); insert into u values (1);",
     "create table t (a integer, b integer, primary key (a, b), unique (a)); "
     "create table u (a integer references t (a)); "
     "insert into t values (1, 1); insert into u values (1);",
     "select u from u"},
    {"comments_that_come_with_a_database",
     "comment on schema public is 'ours'; create extension citext; "
     "comment on extension citext is 'why'; create table t (a integer);",
     "comment on schema public is 'standard public schema'; create extension citext; "
     "create table t (a integer);"},
    {"columns_that_published_rows_are_chosen_by",
     "create table t (a integer primary key, b integer); "
     "create publication o for table t where (b > 0); insert into t values (1, 2);",
     "create table t (a integer primary key, b bigint); "
     "create publication o for table t where (b > 0); insert into t values (1, 2);",
     "select t from t", 15},
};

INSTANTIATE_TEST_SUITE_P(OfReplacedTypes, ApplyPairs,
                         ::testing::ValuesIn(dealt(pairs_of_replaced_types)), name_of);
INSTANTIATE_TEST_SUITE_P(OfReplacedPartitions, ApplyPairs,
                         ::testing::ValuesIn(dealt(pairs_of_replaced_partitions)), name_of);
INSTANTIATE_TEST_SUITE_P(OfWhatIsReplaced, ApplyPairs,
                         ::testing::ValuesIn(dealt(pairs_of_what_else_is_replaced)), name_of);

} // namespace
} // namespace pgslate::testing
