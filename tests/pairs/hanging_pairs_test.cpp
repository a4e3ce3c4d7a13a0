// Pairs of states of partitions and children, with rows in them.
#include "pairs/apply_pairs.hpp"

namespace pgslate::testing {
namespace {

const std::vector<Pair> pairs_of_tables = {
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
    {"partitions_that_go_with_their_whole",
     "create table w (a integer, b text) partition by list (a); create index w_b on w (b); "
     "create table p partition of w for values in (1); create index p_a on p ((a + 1)); "
     "alter table p cluster on p_a;",
     "create table other (a integer);"},
};

INSTANTIATE_TEST_SUITE_P(OfPartitions, ApplyPairs, ::testing::ValuesIn(pairs_of_tables),
                         [](const auto& one) { return one.param.name; });

} // namespace
} // namespace pgslate::testing
