// Building: all of a plan in one transaction, or nothing; or in batches.
#include "apply/build.hpp"
#include "live/read.hpp"
#include "models/models.hpp"
#include "support/models.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::apply {
namespace {

using pgslate::testing::TestDatabase;

class ServerBuild : public ::testing::Test {
  protected:
    Built build(const pgslate::testing::Files& files, Commit commit = Commit::once) {
        auto session = database_.session();
        return apply::build(session, plan::plan_creation(pgslate::testing::load(files).catalog),
                            commit);
    }

    Error error_of(const pgslate::testing::Files& files, Commit commit = Commit::once) {
        try {
            build(files, commit);
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "no error";
        return {ExitStatus::done, "none"};
    }

    std::string ask(const std::string& question) {
        auto session = database_.session();
        return session.query(sql::Text::verbatim(question), "asking").at(0).at(0).value_or("NULL");
    }

    TestDatabase database_;
};

TEST_F(ServerBuild, TakesOneRoundWhenTheOrderIsRight) {
    const auto built = build({{"a.toml", "table.a.columns.id = 'int'\n"},
                              {"b.sql", "create view v as select * from a;"}});
    EXPECT_EQ(built.rounds, 1U);
    EXPECT_EQ(built.statements, 2U);
}

TEST_F(ServerBuild, TriesAgainWhatFailedUntilARoundMakesNoProgress) {
    // Each needs the next one, and does not say so.
    const auto statement = [](int number) {
        const auto text = std::to_string(number);
        const auto next = std::to_string(number + 1);
        return "do $$ begin execute 'create view v' || " + text + " || ' as select * from v' || "
               + next + "; end $$;\n";
    };
    std::string text;
    for (int i = 1; i <= 4; ++i) text += statement(i);
    const auto error = error_of({{"a.sql", text}});
    EXPECT_EQ(error.problems().size(), 4U);
    EXPECT_EQ(ask("select to_regclass('v4') is null"), "t");
    const auto built = build({{"a.sql", text + "create view v5 as select 1;\n"}});
    EXPECT_GT(built.rounds, 4U);
    EXPECT_EQ(built.statements, 5U);
    EXPECT_EQ(ask("select count(*) from v1"), "1");
}

TEST_F(ServerBuild, TriesAgainWhateverFailedForTheOrder) {
    // A foreign key without its row, a view that is not filled, an error of somebody's own.
    build({{"a.sql", "create table p (id int primary key);\n"
                     "create table c (id int references p);\n"
                     "create materialized view m as select 1 as x with no data;\n"
                     "do $$ begin if (select count(*) from p) = 0 then raise 'not yet'; end if; "
                     "end $$;\n"
                     "create table n as select x from m;\n"
                     "insert into c values (1);\n"},
           {"b.sql", "insert into p values (1);\nrefresh materialized view m;\n"}});
    EXPECT_EQ(ask("select count(*) from c"), "1");
    EXPECT_EQ(ask("select count(*) from n"), "1");
}

TEST_F(ServerBuild, KeepsTheOrderOfDataWithinAFile) {
    build({{"a.sql", "create table a (x int);\ncreate table b (x int);\nselect hid.den(1);\n"
                     "insert into b select x from a;\n"},
           {"z.sql", "create schema hid;\n"
                     "do $$ begin execute 'create function hid.' || $a$den(int) returns void "
                     "language sql as 'insert into a values ($1)'$a$; end $$;\n"}});
    EXPECT_EQ(ask("select count(*) from b"), "1");
}

TEST_F(ServerBuild, SaysAtOnceWhatCannotBeRead) {
    const auto error = error_of({{"a.sql", "create table a (,);\ncreate table b (x nonsense);\n"}});
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].sqlstate, "42601");
    EXPECT_EQ(error.problems()[0].place.line, 1);
}

TEST_F(ServerBuild, LeadsABadRowToItsLine) {
    for (const std::string row : {"x\t1", "1\t1\t1", "3"}) {
        const auto error = error_of({{"a.sql", "create table \"t, line 9\" (a int, b int);\n"
                                               "copy public.\"t, line 9\" from stdin;\n1\t2\n2\t3\n"
                                                   + row + "\n4\t5\n\\.\n"}});
        ASSERT_EQ(error.problems().size(), 1U);
        EXPECT_EQ(error.problems()[0].place.line, 5) << error.what();
    }
}

TEST_F(ServerBuild, UsesANewValueOfAnEnumOnceItIsCommitted) {
    build({{"a.sql", "create type e as enum ('a');\n"
                     "do $$ begin execute $b$alter type e add value 'b'$b$; end $$;\n"
                     "create table t (x e default 'b');\n"}},
          Commit::in_batches);
    EXPECT_EQ(ask("select count(*) from pg_attrdef where adrelid = 't'::regclass"), "1");
}

TEST_F(ServerBuild, UsesANewValueOfAnEnumAtOnce) {
    build({{"a.sql", "create type e as enum ('b', 'a');\nalter type e add value 'm' before 'a';\n"
                     "create table t (x e default 'm');\n"}});
    EXPECT_EQ(ask("select enum_range(null::e)"), "{b,m,a}");
}

TEST_F(ServerBuild, KeepsTheSettingsOfEachFileThroughAllRounds) {
    build({{"a.sql", "create schema one;\nset search_path = one;\n"
                     "do $$ begin execute 'create view v as select * from hid' || 'den'; end $$;\n"
                     "create table t ();\n"},
           {"b.sql", "create table u ();\n"
                     "do $$ begin execute 'create table one.hid' || 'den ()'; end $$;\n"}});
    EXPECT_EQ(ask("select to_regclass('one.v') is not null"), "t");
    EXPECT_EQ(ask("select to_regclass('one.t') is not null"), "t");
    EXPECT_EQ(ask("select to_regclass('public.u') is not null"), "t");
}

TEST_F(ServerBuild, KeepsTheSessionsOwnSettingsWhateverFilesSet) {
    build({{"a.sql", "set work_mem = '1MB';\ncreate table a ();\n"},
           {"b.sql", "create table b as select current_setting('client_connection_check_interval', "
                     "true) as i;\n"}});
    EXPECT_NE(ask("select coalesce(i, '') from b"), "0");
}

TEST_F(ServerBuild, LeavesNothingWhenItFails) {
    const auto error = error_of({{"a.sql", "create table a ();\nselect 1 / 0;\n"}});
    EXPECT_EQ(error.status(), ExitStatus::failed);
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].sqlstate, "22012");
    EXPECT_EQ(error.problems()[0].place.line, 2);
    EXPECT_EQ(ask("select to_regclass('a') is null"), "t");
}

TEST_F(ServerBuild, IsNotHaltedByAFailureInALaterRound) {
    const auto error = error_of(
        {{"a.sql", "create table a ();\n"
                   "do $$ begin execute 'insert into hid' || 'den values (1 / 0)'; end $$;\n"
                   "do $$ begin execute 'create table hid' || 'den (id int)'; end $$;\n"}});
    EXPECT_EQ(error.problems().at(0).sqlstate, "22012");
    EXPECT_EQ(error.problems().at(0).place.line, 2);
    EXPECT_EQ(ask("select to_regclass('a') is null"), "t");
}

// `count` tables, a line each: t_FIRST, ...
std::string tables(int first, int count) {
    std::string text;
    for (int i = first; i < first + count; ++i)
        text += "create table t_" + std::to_string(i) + " (id int);\n";
    return text;
}

constexpr const char* transactions =
    "select count(distinct xmin::text) from pg_class where relname like 't\\_%'";

TEST_F(ServerBuild, CommitsInBetweenOnlyInBatchesOfALargePlan) {
    build({{"a.sql", tables(0, 650)}}, Commit::in_batches);
    EXPECT_EQ(ask(transactions), "3");
    build({{"a.sql", "create schema s;\nset search_path = s;\n" + tables(1000, 250)}},
          Commit::in_batches);
    EXPECT_EQ(ask(transactions), "4");
    build({{"a.sql", tables(2000, 650)}});
    EXPECT_EQ(ask(transactions), "5");
}

TEST_F(ServerBuild, TracesFailuresInSeveralBatchesToTheModel) {
    const auto error =
        error_of({{"a.sql", tables(0, 400) + "create table bad (id nonsense.type);\n"
                                + tables(400, 400) + "do $$ begin perform 1 / 0; end $$;\n"}},
                 Commit::in_batches);
    EXPECT_EQ(error.status(), ExitStatus::failed);
    ASSERT_EQ(error.problems().size(), 2U);
    EXPECT_EQ(error.problems()[0].place.line, 401);
    EXPECT_EQ(error.problems()[1].sqlstate, "22012");
    EXPECT_EQ(error.problems()[1].place.line, 802);
}

TEST_F(ServerBuild, TriesAgainWhatWasPostponedInAnotherBatch) {
    const auto built = build(
        {{"a.sql",
          "do $$ begin execute 'create view early as select * from hid' || 'den'; end $$;\n"
              + tables(0, 700) + "do $$ begin execute 'create table hid' || 'den ()'; end $$;\n"}},
        Commit::in_batches);
    EXPECT_EQ(built.statements, 702U);
    EXPECT_EQ(built.rounds, 3U) << "at the end of its batch, and after the others";
    EXPECT_EQ(ask("select to_regclass('early') is not null"), "t");
}

TEST_F(ServerBuild, NamesEverythingThatNeverCameToSucceedInAnyBatch) {
    const std::string never = "do $$ begin execute 'table nowh' || 'ere'; end $$;\n";
    const auto error = error_of({{"a.sql", never + tables(0, 400) + never}}, Commit::in_batches);
    ASSERT_EQ(error.problems().size(), 2U);
    EXPECT_EQ(error.problems()[0].place.line, 1);
    EXPECT_EQ(error.problems()[1].place.line, 402);
}

TEST_F(ServerBuild, LetsABatchGrowForADeferredConstraint) {
    const pgslate::testing::Files files = {
        {"a.sql", "create table parent (id int primary key);\n"
                  "create table child (id int references parent deferrable initially deferred);\n"
                  "insert into child values (1);\n"
                      + tables(0, 900) + "insert into parent values (1);\n" + tables(900, 700)}};
    build(files, Commit::in_batches);
    EXPECT_EQ(ask("select count(*) from child"), "1");
    EXPECT_EQ(ask("select to_regclass('t_1599') is not null"), "t");
}

TEST_F(ServerBuild, BlamesADeferredConstraintThatIsNeverSatisfied) {
    const std::string text =
        "create table parent (id int primary key);\n"
        "create table child (id int references parent deferrable initially deferred);\n"
        "insert into child values (1);\n";
    for (const auto commit : {Commit::once, Commit::in_batches}) {
        const auto error = error_of({{"a.sql", text + tables(0, 400)}}, commit);
        EXPECT_EQ(error.problems().at(0).sqlstate, "23503");
        EXPECT_EQ(error.problems()[0].place.file.text().ends_with("a.sql"), true);
    }
}

TEST_F(ServerBuild, KeepsNeighbouringStatementsThatChangeDataInOneTransaction) {
    std::string text = "create table a (id int, at xid8 default pg_current_xact_id());\n";
    for (int i = 0; i < 700; ++i) text += "insert into a (id) values (1);\n";
    build({{"a.sql", text}}, Commit::in_batches);
    EXPECT_EQ(ask("select count(distinct at) from a"), "1");
}

TEST_F(ServerBuild, LeavesTheEndOfTheTransactionToTheCaller) {
    const auto plan = plan::plan_creation(
        pgslate::testing::load(
            {{"a.sql",
              "do $$ begin execute 'create view v as select * from hid' || 'den'; end $$;\n"
              "do $$ begin execute 'create table hid' || 'den ()'; end $$;\n"}})
            .catalog);
    for (const bool kept : {false, true}) {
        auto session = database_.session();
        session.execute(sql::Text::verbatim("begin"), "testing");
        EXPECT_EQ(apply::build(session, plan, Commit::by_caller).rounds, 2U);
        session.execute(sql::Text::verbatim(kept ? "commit" : "rollback"), "testing");
        EXPECT_EQ(ask("select to_regclass('v') is not null"), kept ? "t" : "f");
    }
}

TEST_F(ServerBuild, ChecksDeferredConstraintsBeforeTheCallerCommits) {
    const auto models = pgslate::testing::load(
        {{"a.sql", "create table p (id int primary key);\n"
                   "create table c (id int references p deferrable initially deferred);\n"
                   "insert into c values (1);\n"}});
    auto session = database_.session();
    session.execute(sql::Text::verbatim("begin"), "testing");
    try {
        apply::build(session, plan::plan_creation(models.catalog), Commit::by_caller);
        ADD_FAILURE() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.problems().at(0).sqlstate, "23503");
    }
}

// Whatever a model declares is found again under the same identity.
TEST_F(ServerBuild, MakesWhatTheNamesAreReadBackOf) {
    const auto models = pgslate::testing::load(
        {{"a.toml", R"(schema = "app"
[enum]
mood = ["sad", "ok"]
[domain.email]
type = "text"
checks.has_at = "value ~ '@'"
[type.address]
attributes = { street = { type = "text", collation = "C", comment = "and number" } }
comment = "where"
[sequence.number]
type = "bigint"
[table."Odd name".columns]
id = { type = "integer", primary_key = true, comment = "key" }
mood = { type = "app.mood", default = "'ok'" }
email = { type = "app.email", unique = true }
boss = { type = "integer", references = "Odd name.id" }
[table."Odd name".checks]
sane = "id > 0"
[table."Odd name".indexes]
by_mood = ["mood"]
[view.v]
query = "select id from \"Odd name\""
[materialized_view.m]
query = "select count(*) from \"Odd name\""
)"},
         {"b.sql", "create function f(int) returns int language sql as 'select 1';\n"
                   "create procedure app.p() language sql as 'select 1';\n"
                   "create aggregate total(int) (sfunc = int4pl, stype = int);\n"
                   "create rule r as on delete to app.v do instead nothing;\n"
                   "create statistics s on id, mood from app.\"Odd name\";\n"}});
    auto session = database_.session();
    apply::build(session, plan::plan_creation(models.catalog));
    const auto there = live::read(session, live::Dependencies::none).catalog;
    plan::Present present;
    for (const auto& [id, fact] : there.facts) present.identities.insert(as_models_say(id));
    for (const auto& [id, fact] : models.catalog.facts)
        EXPECT_TRUE(present.identities.contains(id) || id.kind == catalog::Kind::statement)
            << to_string(id);
    EXPECT_TRUE(plan::plan_missing(models.catalog, present).steps.empty());
}

} // namespace
} // namespace pgslate::apply
