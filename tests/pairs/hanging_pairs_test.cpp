// Pairs of states of partitions and children, with rows in them.
#include "pairs/apply_pairs.hpp"

namespace pgslate::testing {
namespace {

const Pairs pairs_of_tables = {
    {"partitions_that_come_and_go_under_keys",
     "create table e (id integer, at integer, primary key (id, at)) partition by range (at); "
     "create index e_id on e (id); create table f (id integer, at integer, "
     "foreign key (id, at) references e); create table e1 partition of e for values from (0) to "
     "(5); create table e2 partition of e for values from (5) to (9); "
     "insert into e values (1, 1); insert into f values (1, 1);",
     "create table e (id integer, at integer, primary key (id, at)) partition by range (at); "
     "create index e_id on e (id); create table f (id integer, at integer, "
     "foreign key (id, at) references e); create table e1 partition of e for values from (0) to "
     "(5); insert into e values (1, 1); insert into f values (1, 1);",
     "select concat('e_pkey'::regclass::oid, ' ', 'e_id'::regclass::oid, ' ', "
     "'e1_pkey'::regclass::oid, ' ', 'e1'::regclass::oid, ' ', (select oid from pg_constraint "
     "where conrelid = 'f'::regclass and conparentid = 0))"},
    {"new_children_of_altered_columns", "create table w (a integer, b boolean);",
     "create table w (a integer, b jsonb); alter table w alter b set storage main; "
     "create table c (d integer) inherits (w);"},
    {"children_that_join_with_columns_of_other_types",
     "create table c (id integer primary key, a integer); create table w (id integer, a date);",
     "create table w (id integer, a text, constraint w_a check (a <> 'x')); "
     "create table c (d integer) inherits (w);"},
    {"generated_columns_of_new_parents",
     "create table w (a integer, b integer generated always as (a * 2) stored); "
     "create table c (d integer) inherits (w);",
     "create table w (a integer); "
     "create table v (a integer, g integer generated always as (a * 3) stored); "
     "create table c (d integer) inherits (v);"},
    {"children_that_go_with_columns_of_that_name",
     "create table w (a integer); create table c (b date) inherits (w); "
     "create table v (a integer); create table d () inherits (v); "
     "create table e (b date) inherits (d);",
     "create table w (a integer, b text[]); create table v (a integer, b text[]); "
     "create table d () inherits (v);"},
    {"children_that_change_the_type_of_a_column_that_comes",
     "create table w (a integer); create table c (b integer) inherits (w); "
     "insert into c values (1, 2);",
     "create table w (a integer, b bigint); create table c () inherits (w); "
     "insert into c values (1, 2);",
     "select c from c"},
    {"keys_to_partitions_of_their_own_table", "create table other (a integer);",
     "create table w (id integer primary key) partition by range (id); "
     "alter table w add constraint w_w foreign key (id) references w; "
     "create table p partition of w for values from (0) to (10);"},
    {"settings_of_inherited_columns",
     "create table w (a integer, b text) partition by list (a); "
     "create table p partition of w for values in (1); create index p_b on p (b); "
     "create table v (a integer, b text); create table c () inherits (v);",
     "create table w (a integer, b text) partition by list (a); "
     "create table p partition of w for values in (1); create index p_b on p (b); "
     "alter table p alter b set (n_distinct = 3), alter b set statistics 50; "
     "comment on column p.b is 'kept'; "
     "create table v (a integer, b text); create table c () inherits (v); "
     "alter table c alter b set (n_distinct = 2), alter b set default 'x', alter b set not null;"},
    {"values_of_wholes_and_of_parts",
     "create table w (a integer default 1, b text) partition by list (a); "
     "create table p partition of w (a default 5) for values in (1); "
     "create table q partition of w for values in (2) partition by list (a); "
     "create table r partition of q (a default 6) default; "
     "create table v (a integer default 1, b text); create table c () inherits (v); "
     "alter table c alter a set default 7;",
     "create table w (a integer default 2, b text) partition by list (a); "
     "alter table w alter b set storage main; "
     "create table p partition of w (a default 5) for values in (1); "
     "create table q partition of w for values in (2) partition by list (a); "
     "create table r partition of q (a default 6) default; "
     "alter table r alter b set storage external; "
     "create table v (a integer default 2, b varchar); "
     "alter table v alter b set storage external; create table c () inherits (v); "
     "alter table c alter a set default 7, alter b set storage plain;"},
    {"storage_of_other_types",
     "create table w (a integer, b text); alter table w alter b set storage external; "
     "create table c () inherits (w); alter table c alter b set storage main;",
     "create table w (a integer, b varchar(30)); alter table w alter b set storage external; "
     "create table c () inherits (w); alter table c alter b set storage main;"},
    {"parts_that_move_with_views_and_triggers",
     "create function f() returns trigger language plpgsql as 'begin return new; end'; "
     "create table w (a integer, b date) partition by list (a); "
     "create table p partition of w for values in (1); create view v as select b from p; "
     "create trigger g before update of b on p for each row execute function f();",
     "create function f() returns trigger language plpgsql as 'begin return new; end'; "
     "create table w (a integer, b date) partition by list (a); "
     "create table x (a integer, b text) partition by list (a); "
     "create table p partition of x for values in (1); create view v as select b from p; "
     "create trigger g before update of b on p for each row execute function f(); "
     "create index x_b on x ((b || 'x'));"},
    {"wholes_that_lose_columns_while_parts_join",
     "create table w (a integer, b text) partition by list (a); "
     "create table p (a integer, c text);",
     "create table w (a integer, c text) partition by list (a); "
     "create table p partition of w for values in (1);"},
    {"partition_keys_of_other_types",
     "create table w (a integer, b text, primary key (a)) partition by range (a); "
     "create table p partition of w for values from (0) to (10); "
     "create table q partition of w for values from (10) to (20) partition by list (a); "
     "create table r partition of q default; create index w_b on w (b); "
     "create view v as select a from w; insert into w values (5, 'x'), (15, 'y');",
     "create table w (a smallint, b text, primary key (a)) partition by range (a); "
     "create table p partition of w for values from (0) to (10); "
     "create table q partition of w for values from (10) to (20) partition by list (a); "
     "create table r partition of q default; create index w_b on w (b); "
     "create view v as select a from w; insert into w values (5, 'x'), (15, 'y');",
     "select string_agg(w.tableoid::regclass || w::text, ',' order by a) from w"},
    {"keys_of_partitions_only",
     "create table w (a integer, b integer) partition by range (a); "
     "create table p partition of w for values from (0) to (10) partition by list (b); "
     "create table q partition of p for values in (1); insert into w values (5, 1);",
     "create table w (a integer, b bigint) partition by range (a); "
     "create table p partition of w for values from (0) to (10) partition by list (b); "
     "create table q partition of p for values in (1); insert into w values (5, 1);",
     "select string_agg(w.tableoid::regclass || w::text, ',' order by a) from w"},
    {"parents_that_become_partitioned",
     "create table w (a integer, b text); create table c () inherits (w); "
     "insert into w values (1, 'x'); insert into c values (2, 'y');",
     "create table w (a integer, b text) partition by list (a); "
     "create table c partition of w for values in (1, 2); "
     "insert into w values (1, 'x'), (2, 'y');",
     "select string_agg(w::text, ',' order by a) from w"},
    {"row_types_of_copied_tables",
     "create table w (a integer, b text); "
     "create function f(w) returns integer language sql as 'select 1'; "
     "create view v as select w as one, f(w) as two from w; insert into w values (1, 'x');",
     "create table w (a integer, b text) partition by list (a); "
     "create table p partition of w default; "
     "create function f(w) returns integer language sql as 'select 1'; "
     "create view v as select w as one, f(w) as two from w; insert into w values (1, 'x');",
     "select string_agg(w::text, ',' order by a) from w"},
    {"counters_that_others_use",
     "create table w (a integer generated by default as identity, b text); "
     "create table u (a integer default nextval('w_a_seq')); insert into w (b) values ('x'); "
     "insert into u default values; insert into w (b) values ('y');",
     "create table w (a integer generated by default as identity, b text) partition by list (a); "
     "create table p partition of w default; "
     "create table u (a integer default nextval('w_a_seq')); insert into w (b) values ('x'); "
     "insert into u default values; insert into w (b) values ('y');",
     "select last_value || (select string_agg(w::text, ',' order by a) from w) from w_a_seq"},
    {"children_that_get_another_parent_with_a_counter",
     "create table p (id bigserial); create table t (f integer) inherits (p);",
     "create table q (id bigserial); create table t (f integer) inherits (q);"},
    {"children_that_join_later",
     "create table w (a integer, b text); create table c (a integer, b text, d integer); "
     "insert into c values (1, 'x', 2);",
     "create table w (a integer, b text); create table c (d integer) inherits (w); "
     "insert into c values (1, 'x', 2);",
     "select string_agg(concat(a, b, d), ',') from c"},
    {"partitions_with_nulls_of_their_own",
     "create table w (a integer, b integer not null) partition by list (a); "
     "create table p partition of w for values in (1); "
     "create table q partition of w default partition by list (b); "
     "create table r partition of q default; insert into w values (1, 2), (3, 4);",
     "create table w (a integer, b integer) partition by list (a); "
     "create table p partition of w (b not null) for values in (1); "
     "create table q partition of w default partition by list (b); "
     "create table r partition of q (b not null) default; insert into w values (1, 2), (3, 4);",
     "select string_agg(w::text, ',' order by a) from w"},
    {"primary_keys_of_partitions",
     "create table w (a integer, b integer) partition by list (a); "
     "create table p partition of w for values in (1); "
     "create table q partition of w default partition by list (a); "
     "create table r partition of q default; insert into w values (1, 2), (3, 4);",
     "create table w (a integer, b integer, primary key (a, b)) partition by list (a); "
     "create table p partition of w for values in (1); "
     "create table q partition of w default partition by list (a); "
     "create table r partition of q default; insert into w values (1, 2), (3, 4);",
     "select string_agg(w::text, ',' order by a) from w"},
    {"identity_columns_of_partitions",
     "create table w (a integer, b integer) partition by list (b); "
     "create table p partition of w default; "
     "create table v (a integer generated by default as identity, b integer) partition by list "
     "(b); "
     "create table q partition of v for values in (1); "
     "create table x (a serial, b integer) partition by list (b); "
     "create table r partition of x default; "
     "insert into w values (1, 2); insert into v (b) values (1); insert into x (b) values (1);",
     "create table w (a integer generated always as identity, b integer) partition by list (b); "
     "create table p partition of w default; "
     "create table v (a bigint generated always as identity (increment 5), b integer) "
     "partition by list (b); create table q partition of v for values in (1); "
     "create table x (a integer generated by default as identity, b integer) partition by list "
     "(b); "
     "create table r partition of x default; "
     "insert into w (b) values (2); insert into v (b) values (1); insert into x (b) values (1);",
     "select concat(w, v, x) from w, v, x"},
    {"checks_of_wholes_that_children_have_themselves",
     "create table w (a integer, constraint c check (a > 0), constraint d check (a > 0), "
     "constraint e check (a > 0), constraint f check (a > 0)); "
     "create table v (constraint c check (a > 0), constraint d check (a > 0), "
     "constraint e check (a > 0), constraint f check (a > 0)) inherits (w); "
     "create table u (constraint c check (a > 0)) inherits (v); "
     "insert into w values (3); insert into v values (4); insert into u values (5);",
     "create table w (a integer, constraint c check (a > 1), constraint f check (a > 0)); "
     "create table v (constraint c check (a > 1), constraint d check (a > 1), "
     "constraint f check (a > 0)) inherits (w); create table u () inherits (v); "
     "alter table w add constraint e check (a > 0) not valid; "
     "insert into w values (3); insert into v values (4); insert into u values (5);",
     "select string_agg(a::text, ',' order by a) from w"},
    {"partitions_with_other_bounds",
     "create table w (id integer primary key, b text, c text generated always as (b || '!') "
     "stored) "
     "partition by range (id); create index w_b on w (b); "
     "create table p partition of w for values from (0) to (20) partition by list (id); "
     "create table r partition of p default; create table d partition of w default; "
     "create table q partition of w for values from (40) to (50); "
     "create view v as select b from d; "
     "insert into w select g, g::text from generate_series(1, 30) g;",
     "create table w (id integer primary key, b text, c text generated always as (b || '!') "
     "stored) "
     "partition by range (id); create index w_b on w (b); "
     "create table p partition of w for values from (0) to (10) partition by list (id); "
     "create table r partition of p default; create table d partition of w default; "
     "create table q partition of w for values from (10) to (25); create view v as select b from d;"
     "insert into w select g, g::text from generate_series(1, 30) g;",
     "select string_agg(w::text, ',' order by id) from w"},
    {"partitions_that_exchange_their_bounds",
     "create table w (id integer generated always as identity, a text) partition by list (a); "
     "create table p partition of w for values in ('x', null); "
     "create table q partition of w for values in ('y'); "
     "insert into w (a) values ('x'), ('y'), (null);",
     "create table w (id integer generated always as identity, a text) partition by list (a); "
     "create table p partition of w for values in ('y'); "
     "create table q partition of w for values in ('x', null); "
     "insert into w (a) values ('x'), ('y'), (null);",
     "select string_agg(w::text, ',' order by id) from w"},
    {"partitions_with_the_rows_of_each_other",
     "create table w (a integer) partition by hash (a); "
     "create table p partition of w for values with (modulus 4, remainder 0); "
     "create table q partition of w for values with (modulus 2, remainder 1); "
     "create table r partition of w for values with (modulus 4, remainder 2); "
     "insert into w select generate_series(1, 20);",
     "create table w (a integer) partition by hash (a); "
     "create table p partition of w for values with (modulus 4, remainder 2); "
     "create table q partition of w for values with (modulus 2, remainder 1); "
     "create table r partition of w for values with (modulus 4, remainder 0); "
     "insert into w select generate_series(1, 20);",
     "select string_agg(w::text, ',' order by a) from w"},
    {"indexes_that_go_to_a_new_child",
     "create table u (id integer, c text); create unique index i on u (id) include (c); "
     "create table c (id integer, n integer);",
     "create table u (id integer, c text); create table w (id integer, n integer); "
     "create table c () inherits (w); create unique index i on c (id) include (n);"},
    {"partitions_in_the_place_of_others",
     "create table w (a integer) partition by range (a); "
     "create table p partition of w for values from (0) to (10); "
     "create table q partition of w for values from (10) to (20); insert into w values (12);",
     "create table w (a integer) partition by range (a); "
     "create table r partition of w for values from (5) to (10); "
     "create table q partition of w for values from (10) to (20); insert into w values (12);",
     "select string_agg(w::text, ',' order by a) from w"},
    {"partitions_that_go_with_their_whole",
     "create table w (a integer, b text) partition by list (a); create index w_b on w (b); "
     "create table p partition of w for values in (1); create index p_a on p ((a + 1)); "
     "alter table p cluster on p_a;",
     "create table other (a integer);"},
};

INSTANTIATE_TEST_SUITE_P(OfPartitions, ApplyPairs, ::testing::ValuesIn(dealt(pairs_of_tables)),
                         name_of);

} // namespace
} // namespace pgslate::testing
