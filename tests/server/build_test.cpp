// Building: all of a plan in one transaction, or nothing.
#include "apply/build.hpp"
#include "live/names.hpp"
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
    Built build(const pgslate::testing::Files& files) {
        auto session = database_.session();
        return apply::build(session, plan::plan_creation(pgslate::testing::load(files).catalog));
    }

    Error error_of(const pgslate::testing::Files& files) {
        try {
            build(files);
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
attributes = { street = "text" }
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
    const auto there = live::read_names(session);
    for (const auto& [id, fact] : models.catalog.facts)
        EXPECT_TRUE(there.contains(id) || id.kind == catalog::Kind::statement) << to_string(id);
    EXPECT_TRUE(plan::plan_missing(models.catalog, {there}).steps.empty());
}

} // namespace
} // namespace pgslate::apply
