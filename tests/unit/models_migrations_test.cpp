// Migrations of other tools in the place of models: each would undo itself, and the database would
// be empty.
#include "support/models.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::testing {
namespace {

const std::string made = "create table t (a int);\n";
const std::string undone = "drop table t;\n";

struct Tool {
    std::string name; // of a test
    Files files;
    std::string problem; // the only one
};

class MigrationsOf : public ::testing::TestWithParam<Tool> {};

TEST_P(MigrationsOf, AreRefusedAsModels) {
    const auto error = error_of(GetParam().files);
    EXPECT_EQ(error.status(), ExitStatus::bad_model);
    EXPECT_EQ(problems(GetParam().files), (Lines{GetParam().problem}));
}

TEST_P(MigrationsOf, LeadToAResetAndADump) {
    const auto hints = error_of(GetParam().files).problems().front().hints;
    const bool told = std::ranges::any_of(hints, [](const std::string& hint) {
        return hint.find("reset") != std::string::npos
               && hint.find("pgslate dump") != std::string::npos;
    });
    EXPECT_TRUE(told);
}

std::string both(const std::string& up, const std::string& down) {
    return up + "\n" + made + "\n" + down + "\n" + undone;
}

std::string by(const std::string& place, const std::string& tool) {
    return place + ": this is a migration of " + tool + ", not a model";
}

std::string name_of(const ::testing::TestParamInfo<Tool>& tool) {
    return tool.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Known, MigrationsOf,
    ::testing::Values(
        Tool{"dbmate",
             {{"1_t.sql", both("-- migrate:up", "-- migrate:down")}},
             by("1_t.sql:1:1", "dbmate")},
        Tool{"dbmate_options",
             {{"1_t.sql", "\n--migrate:up transaction:false\r\n" + made}},
             by("1_t.sql:2:1", "dbmate")},
        Tool{"goose",
             {{"1_t.sql", both("-- +goose Up", "-- +goose Down")}},
             by("1_t.sql:1:1", "goose")},
        Tool{"goose_after_a_comment",
             {{"1_t.sql", "-- Tables.\n" + both("  -- +GOOSE UP", "-- +goose Down")}},
             by("1_t.sql:2:1", "goose")},
        Tool{"sql_migrate",
             {{"1_t.sql", both("-- +migrate Up", "-- +migrate Down")}},
             by("1_t.sql:1:1", "sql-migrate")},
        Tool{"node_pg_migrate",
             {{"1_t.sql", both("-- Up Migration", "-- Down Migration")}},
             by("1_t.sql:1:1", "node-pg-migrate")},
        Tool{"rambler",
             {{"1_t.sql", both("-- rambler up", "-- rambler down")}},
             by("1_t.sql:1:1", "rambler")},
        Tool{"liquibase",
             {{"t.sql", "--liquibase formatted sql\n--changeset ada:1\n" + made}},
             by("t.sql:1:1", "Liquibase")},
        Tool{"mybatis",
             {{"1_t.sql", made + "-- //@UNDO\n" + undone}},
             by("1_t.sql:2:1", "MyBatis Migrations")},
        Tool{"play",
             {{"1.sql", both("# --- !Ups", "# --- !Downs")}},
             by("1.sql:1:1", "Play evolutions")},
        Tool{"tern",
             {{"1_t.sql", made + "---- create above / drop below ----\n" + undone}},
             by("1_t.sql:2:1", "tern")},
        Tool{"drizzle",
             {{"0000_t.sql", made + "--> statement-breakpoint\n" + made}},
             by("0000_t.sql:2:1", "Drizzle")},
        Tool{"shmig",
             {{"1-t.sql", both("-- ==== UP ====", "-- ==== DOWN ====")}},
             by("1-t.sql:4:1", "shmig, node-sqlite or the like")},
        Tool{"flyway", {{"V1__t.sql", made}}, by("V1__t.sql", "Flyway")},
        Tool{"flyway_parts", {{"sql/V1.2_3__t.sql", made}}, by("sql/V1.2_3__t.sql", "Flyway")},
        Tool{
            "flyway_undo", {{"U1__t.sql", undone}, {"V1__t.sql", made}}, by("U1__t.sql", "Flyway")},
        Tool{"prisma",
             {{"20240131120000_init/migration.sql", made},
              {"migration_lock.toml", "provider = \"postgresql\"\n"}},
             by("20240131120000_init/migration.sql", "Prisma")},
        Tool{"sqlx",
             {{"20240131120000_t.sql", made}},
             by("20240131120000_t.sql", "sqlx, Supabase or the like")},
        Tool{"seconds",
             {{"1706702400_t.sql", made}},
             by("1706702400_t.sql", "sqlx, Supabase or the like")},
        Tool{"laravel",
             {{"2024_01_31_120000_t.sql", made}},
             by("2024_01_31_120000_t.sql", "sqlx, Supabase or the like")}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Pairs, MigrationsOf,
    ::testing::Values(
        Tool{"golang_migrate",
             {{"1_t.down.sql", undone}, {"1_t.up.sql", made}},
             by("1_t.down.sql", "sqlx, golang-migrate or the like")},
        Tool{"one_that_removes_nothing",
             {{"1_t.down.sql", undone},
              {"1_t.up.sql", made},
              {"2_t.down.sql", "alter table t rename b to a;"},
              {"2_t.up.sql", "alter table t rename a to b;"}},
             by("1_t.down.sql", "sqlx, golang-migrate or the like")},
        Tool{"diesel",
             {{"2024-01-31-120000_t/up.sql", made}, {"2024-01-31-120000_t/down.sql", undone}},
             by("2024-01-31-120000_t/down.sql", "sqlx, golang-migrate or the like")},
        Tool{"folders",
             {{"Up/1.sql", made}, {"down/1.sql", undone}},
             by("Up/1.sql", "sqlx, golang-migrate or the like")},
        Tool{"sqitch",
             {{"deploy/t.sql", made}, {"revert/t.sql", "BEGIN; drop table t; COMMIT;"}},
             by("deploy/t.sql", "sqlx, golang-migrate or the like")},
        Tool{"postgrator",
             {{"1.do.t.sql", made}, {"1.undo.t.sql", undone}},
             by("1.do.t.sql", "sqlx, golang-migrate or the like")},
        Tool{"yoyo",
             {{"1.t.rollback.sql", undone}, {"1.t.sql", made}},
             by("1.t.rollback.sql", "sqlx, golang-migrate or the like")},
        Tool{"underscores",
             {{"1_t_down.sql", "ALTER TABLE t DROP COLUMN b;"}, {"1_t_up.sql", made}},
             by("1_t_down.sql", "sqlx, golang-migrate or the like")}),
    name_of);

TEST(Migrations, AreCounted) {
    const auto error = error_of({{"V1__a.sql", made}, {"V2__b.sql", made}, {"V3__c.sql", made}});
    EXPECT_EQ(error.problems().front().notes, (Lines{"So are 2 more."}));
}

TEST(Migrations, HideNoErrorOfAModelBesideThem) {
    EXPECT_EQ(problems({{"V1__a.sql", made}, {"b.toml", "[tabel]"}}).size(), 2U);
}

class Models : public ::testing::TestWithParam<Files> {};

TEST_P(Models, AreNotTakenForMigrations) {
    EXPECT_EQ(problems(GetParam()), Lines());
}

const std::string marked = "-- migrate:down\n";

INSTANTIATE_TEST_SUITE_P(
    Innocent, Models,
    ::testing::Values(
        Files{{"thumbs_up.sql", "create table thumbs_up (a int);"},
              {"thumbs_down.sql", "create table thumbs_down (a int);"}},
        Files{{"01_tables.sql", made}, {"02_more.sql", "alter table t add column b int;"}},
        Files{{"20240131_t.sql", made}}, Files{{"Vehicle__part.sql", made}},
        Files{{"V__t.sql", made}}, Files{{"R__views.sql", "create view v as select 1;"}},
        Files{{"rollback.sql", made}}, Files{{"up/t.sql", made}},
        Files{{"t.sql", "create function f() returns text language sql as $$\nselect '\n" + marked
                            + "'\n$$;"}},
        Files{{"t.sql", made + "insert into t values ('\n" + marked + "');"}},
        Files{{"t.sql", "create table t (a text);\ncopy t from stdin;\n" + marked + "\\.\n"}},
        Files{{"t.sql", "-- up\n" + made}},
        Files{{"t.sql", "-- migrate:upward is what nobody writes\n" + made}},
        Files{{"schema.sql", made
                                 + "-- Dbmate schema migrations\ncreate table schema_migrations "
                                   "(version text primary key);\ninsert into schema_migrations "
                                   "values ('20240131120000');"}}));

} // namespace
} // namespace pgslate::testing
