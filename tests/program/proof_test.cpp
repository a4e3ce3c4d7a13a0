// What apply finds out before COMMIT about what it was to leave alone. An event trigger does what
// no step says.
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

constexpr const char* untouched =
    "create table t (id serial, a integer); insert into t (a) values (1), (2), (3); "
    "create sequence down increment by -1; create table u (id integer default nextval('down'));";
constexpr const char* meant =
    "create table t (id serial, a bigint); "
    "create sequence down increment by -1; create table u (id integer default nextval('down'), "
    "b text);";

class Proof : public ProgramTest {
  protected:
    Proof() {
        model("model.sql", untouched);
        EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
        run_sql("create schema apart; create table apart.other (id integer, b integer)", name());
        run_sql("select setval('t_id_seq', 40), setval('down', -7)", name());
        model("model.sql", meant);
    }

    // Whenever one of the tables is altered.
    void on_altering(const std::string& statement) const {
        run_sql("create function apart.meddle() returns event_trigger language plpgsql as $f$ "
                "begin if exists (select from pg_event_trigger_ddl_commands() where "
                "object_identity like 'public.%') then "
                    + statement + "; end if; end $f$",
                name());
        run_sql("create event trigger meddle on ddl_command_end when tag in ('ALTER TABLE') "
                "execute function apart.meddle()",
                name());
    }

    Ended apply() const { return run_pgslate({"apply"}); }

    void expect_refused(const std::string& words) const {
        const auto ended = apply();
        EXPECT_EQ(ended.status, 1) << ended.err;
        EXPECT_EQ(count_of(words, ended.err), 1U) << ended.err;
        EXPECT_EQ(ask_target("select count(*) from t"), "3");
        EXPECT_EQ(ask_target("select count(*) from pg_attribute where attrelid = 'u'::regclass "
                             "and attname = 'b'"),
                  "0");
    }
};

TEST_F(Proof, FindsRowsThatAreGone) {
    on_altering("delete from public.t where id = 2");
    expect_refused("public.t would have 2 rows and had 3; nothing was changed");
}

TEST_F(Proof, FindsRowsThatHaveComeIn) {
    on_altering("insert into public.t (a) values (5), (6)");
    expect_refused("rows and had 3; nothing was changed");
}

TEST_F(Proof, FindsACounterThatFellBack) {
    on_altering("perform setval('public.t_id_seq', 39)");
    expect_refused("the counter of public.t_id_seq would be at 39 and was at 40; nothing was "
                   "changed");
}

TEST_F(Proof, FindsACounterThatSaysItsNumberWasNotTaken) {
    on_altering("perform setval('public.t_id_seq', 40, false)");
    expect_refused("would be at 40 (not taken yet) and was at 40");
}

TEST_F(Proof, KnowsWhichWayASequenceCounts) {
    on_altering("perform setval('public.down', -6)");
    expect_refused("the counter of public.down would be at -6 and was at -7");
}

TEST_F(Proof, FindsATableOutsideTheModelsThatIsGone) {
    on_altering("drop table if exists apart.other");
    expect_refused("apart.other would be gone; nothing was changed");
    EXPECT_EQ(ask_target("select count(*) from apart.other"), "0");
}

TEST_F(Proof, FindsAColumnThatIsGone) {
    on_altering("alter table apart.other drop column if exists b");
    expect_refused("apart.other.b would be gone; nothing was changed");
}

TEST_F(Proof, FindsAnotherTableInThePlaceOfOne) {
    on_altering("drop table apart.other; create table apart.other (id integer, b integer)");
    expect_refused("apart.other would be another object than before; nothing was changed");
}

TEST_F(Proof, MindsNobodyWhoTakesNumbers) {
    on_altering("perform nextval('public.t_id_seq'), nextval('public.down')");
    const auto ended = apply();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ask_target("select last_value >= 41 from t_id_seq"), "t");
}

// What the steps themselves take away is no harm: a whole with its partitions and children, and
// what belongs to it.
TEST_F(Proof, LetsGoWhatStepsDrop) {
    make("create table w (a serial, b integer) partition by range (a); "
         "create table w1 partition of w for values from (0) to (10); "
         "create table p (a integer, b integer generated always as identity); "
         "create table c (d serial) inherits (p); create type y as (a integer, b integer); "
         "create table ty of y; insert into w values (1, 1); insert into c values (1, 1), (2, 2);");
    run_sql("create schema apart", name());
    run_sql("create table apart.c2 () inherits (public.p)", name());
    model("model.sql", "create table p (a integer); create table c () inherits (p); "
                       "create type y as (a integer); create table ty of y;");
    const auto ended = run_pgslate({"apply", "--allow", "data-loss"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(run_pgslate({"plan"}).status, 0);
    EXPECT_EQ(ask_target("select count(*) from c"), "2");
}

} // namespace
} // namespace pgslate::testing
