// The locks that plan tells of are those that the server has when the steps have run.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <sstream>

namespace pgslate::testing {
namespace {

struct Way {
    const char* name;
    const char* from;
    const char* to;
};

void PrintTo(const Way& way, std::ostream* stream) {
    *stream << way.name;
}

// By relation, those that make somebody wait who works with it.
using Locks = std::map<std::string, std::string>;

struct PlannedStep {
    std::string sql;
    Locks locks;
};

std::vector<PlannedStep> steps_in(const std::string& plan) {
    std::vector<PlannedStep> steps(1);
    std::istringstream lines(plan.substr(plan.find('\n') + 1));
    bool in_notes = false;
    for (std::string line; std::getline(lines, line);) {
        const bool note = line.starts_with("  -- ");
        if (!note && std::exchange(in_notes, note)) steps.emplace_back();
        in_notes = note;
        if (!note) steps.back().sql += line + "\n";
        const auto on = line.find(" on ");
        if (line.starts_with("  -- lock: "))
            steps.back().locks[line.substr(line.rfind(' ') + 1)] = line.substr(11, on - 11);
    }
    return steps;
}

constexpr std::array<std::string_view, 5> modes = {
    "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};

// Weaker ones than these count as none.
std::size_t strength(std::string_view mode) {
    const auto found = std::ranges::find(modes, mode);
    return found == modes.end() ? 0 : static_cast<std::size_t>(found - modes.begin()) + 1;
}

void add(Locks& locks, const std::string& relation, const std::string& mode) {
    if (strength(mode) > strength(locks[relation])) locks[relation] = mode;
    if (locks[relation].empty()) locks.erase(relation);
}

// ShareLock is called SHARE everywhere else.
constexpr std::string_view held =
    "select l.relation::regclass::text, regexp_replace(upper(regexp_replace(l.mode, "
    "'([a-z])([A-Z])', '\\1 \\2', 'g')), ' LOCK$', '') from pg_locks l "
    "where l.pid = pg_backend_pid() and l.relation in (";

class PlannedLocks : public ProgramTest, public ::testing::WithParamInterface<Way> {
  protected:
    static postgres::Session session_in(const std::string& database) {
        return postgres::Session(socket_parameters(database));
    }
    static std::vector<postgres::Row> rows(postgres::Session& session,
                                           const std::string& question) {
        return session.query(sql::Text::verbatim(question), "asking");
    }

    // Those that were there before, and still are.
    static Locks locks_of(postgres::Session& session, const std::string& there) {
        Locks locks;
        for (const auto& row : rows(session, format("{}{})", held, there)))
            add(locks, row.at(0).value_or(""), row.at(1).value_or(""));
        std::erase_if(locks, [](const auto& lock) { return std::isdigit(lock.first[0]) != 0; });
        return locks;
    }

    static Locks still_there(const Locks& planned, postgres::Session& session,
                             const std::string& there) {
        Locks locks;
        for (const auto& [relation, mode] : planned)
            if (!rows(session,
                      format("select where to_regclass('{}')::oid in ({})", relation, there))
                     .empty())
                locks[relation] = mode;
        return locks;
    }

    void expect_true(const std::string& plan) const {
        auto session = session_in(name());
        const auto there =
            rows(session, "select string_agg(oid::text, ',') from pg_class where oid >= 16384 and "
                          "relkind in ('r', 'p', 'v', 'm', 'f', 'S')")
                .front()
                .at(0)
                .value_or("0");
        session.execute(sql::Text::verbatim("begin"), "beginning");
        Locks planned;
        for (const auto& step : steps_in(plan)) {
            for (const auto& [relation, mode] : step.locks) add(planned, relation, mode);
            session.execute(sql::Text::verbatim(step.sql), "running a step");
            EXPECT_EQ(still_there(planned, session, there), locks_of(session, there))
                << step.sql << plan;
        }
    }
};

TEST_P(PlannedLocks, AreThoseThatTheServerTakes) {
    model("model.sql", GetParam().from);
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    model("model.sql", GetParam().to);
    const auto plan = run_pgslate({"plan"});
    ASSERT_EQ(plan.status, 2) << plan.out << plan.err;
    expect_true(plan.out);
}

const std::vector<Way> ways = {
    {"columns", "create table t (a integer default 1, b varchar(5), c integer, d text);",
     "create table t (a integer not null default 2, b text, c bigint, e integer);"},
    {"storage", "create table t (a text, b text);",
     "create table t (a text, b text) with (fillfactor = 70); alter table t alter a set statistics "
     "50, alter b set storage main, alter b set (n_distinct = 5);"},
    {"keys", "create table p (a integer primary key); create table t (a integer, b integer);",
     "create table p (a integer primary key); create table t (a integer primary key references p, "
     "b integer unique check (b > 0));"},
    {"no_keys",
     "create table p (a integer primary key); create table t (a integer primary key references p, "
     "b integer unique check (b > 0));",
     "create table p (a integer primary key); create table t (a integer not null, b integer);"},
    {"validation",
     "create table p (a integer primary key); create table t (a integer); "
     "alter table t add constraint f foreign key (a) references p not valid, "
     "add constraint c check (a > 0) not valid;",
     "create table p (a integer primary key); create table t (a integer, constraint f foreign key "
     "(a) references p, constraint c check (a > 0));"},
    {"indexes", "create table t (a integer, b integer); create index t_b on t (b);",
     "create table t (a integer, b integer); create index t_a on t (a); create unique index t_ab "
     "on t (a, b);"},
    {"triggers",
     "create function f() returns trigger language plpgsql as 'begin return new; end'; "
     "create table t (a integer); create trigger old before insert on t execute function f(); "
     "create trigger kept before insert on t execute function f();",
     "create function f() returns trigger language plpgsql as 'begin return new; end'; "
     "create table t (a integer); create trigger new before insert on t execute function f(); "
     "create trigger kept before insert on t execute function f(); "
     "alter table t disable trigger kept;"},
    {"policies", "create table t (a integer); create policy old on t; create policy p on t;",
     "create table t (a integer); create policy p on t using (a > 0); create policy q on t; "
     "alter table t enable row level security, force row level security;"},
    {"rules", "create table t (a integer); create rule old as on delete to t do nothing;",
     "create table t (a integer); create rule fresh as on insert to t do nothing;"},
    {"identity", "create table t (a integer not null, b integer generated always as identity);",
     "create table t (a integer generated always as identity, b integer not null);"},
    {"sequences", "create sequence s; create table t (a integer);",
     "create sequence s increment 5; create table t (a integer); alter sequence s owned by t.a;"},
    {"views", "create table t (a integer); create view v as select a from t;",
     "create table t (a integer); create view v with (security_barrier = true) as select a from "
     "t; comment on view v is 'x';"},
    {"replaced_views", "create table t (a integer); create view v as select a from t;",
     "create table t (a integer); create view v as select a + 1 as a from t;"},
    {"partitions",
     "create table t (a integer, b integer) partition by range (a); create table t1 partition of "
     "t for values from (0) to (10); create table t2 (a integer, b integer);",
     "create table t (a integer, b integer) partition by range (a); create table t1 partition of "
     "t for values from (0) to (5); create table t2 partition of t for values from (10) to (20); "
     "create index t_b on t (b);"},
    {"columns_of_partitions",
     "create table t (a integer, b integer) partition by range (a); create table t1 partition of "
     "t for values from (0) to (10);",
     "create table t (a integer, b bigint, c integer) partition by range (a); create table t1 "
     "partition of t for values from (0) to (10);"},
    {"new_partitions",
     "create table t (a integer, b integer) partition by range (a); create table t1 partition of "
     "t for values from (0) to (10);",
     "create table t (a integer, b integer not null) partition by range (a); create table t2 "
     "partition of t for values from (10) to (20);"},
    {"partitions_with_foreign_keys",
     "create table c (id integer primary key); create table e (id integer references c, at "
     "integer, "
     "primary key (id, at)) partition by range (at); create table f (id integer, at integer, "
     "foreign key (id, at) references e); create table e1 partition of e for values from (0) to "
     "(5); create table e2 partition of e for values from (5) to (9); create table g (id integer "
     "references c) partition by range (id);",
     "create table c (id integer primary key); create table e (id integer references c, at "
     "integer, "
     "primary key (id, at)) partition by range (at); create table f (id integer, at integer, "
     "foreign key (id, at) references e); create table e1 partition of e for values from (0) to "
     "(5); create table e3 partition of e for values from (9) to (12); create table g (id integer "
     "references c) partition by range (id); create table g1 partition of g default;"},
    {"inheritance",
     "create table p (a integer); create table q (a integer); create table t (a "
     "integer) inherits (p);",
     "create table p (a integer, b integer); create table q (a integer); create table t (a "
     "integer) inherits (p); create table u () inherits (q);"},
    {"comments", "create table t (a integer constraint c check (a > 0)); create table u ();",
     "create table t (a integer constraint c check (a > 0)); comment on column t.a is 'x'; "
     "comment on constraint c on t is 'x'; create table u (); comment on table u is 'x';"},
    {"owners", "create table t (a integer); create table u (a integer);",
     "create table t (a integer); alter table t owner to pg_monitor; create table u (a integer); "
     "grant select on u to public;"},
    {"domains", "create domain d as integer; create table t (a d);",
     "create domain d as integer default 1 not null check (value > 0); create table t (a d);"},
    {"marks", "create table t (a integer not null); create unique index t_a on t (a);",
     "create table t (a integer not null); create unique index t_a on t (a); alter table t cluster "
     "on t_a, replica identity using index t_a;"},
    {"logging", "create table t (a integer); create table u (a integer);",
     "create unlogged table t (a integer); create table u (a integer); alter table u replica "
     "identity full;"},
    {"materialized", "create table t (a integer); create materialized view m as select a from t;",
     "create table t (a bigint); create materialized view m as select a from t;"},
};

INSTANTIATE_TEST_SUITE_P(OfChanges, PlannedLocks, ::testing::ValuesIn(ways),
                         [](const auto& one) { return one.param.name; });

} // namespace
} // namespace pgslate::testing
