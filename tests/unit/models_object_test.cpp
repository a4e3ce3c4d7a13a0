#include "base/format.hpp"
#include "catalog/kind.hpp"
#include "support/models.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

TEST(ObjectModels, DeclareSchemasAndExtensions) {
    EXPECT_EQ(statements(toml("[schema.app]\ncomment = \"x\"\n[extension]\n"
                              "citext = {}\nhstore = { schema = \"ext\", version = \"1.8\" }")),
              (Lines{"CREATE SCHEMA IF NOT EXISTS app", "COMMENT ON SCHEMA app IS 'x'",
                     "CREATE SCHEMA IF NOT EXISTS ext", "CREATE EXTENSION IF NOT EXISTS citext",
                     "CREATE EXTENSION IF NOT EXISTS hstore SCHEMA ext VERSION '1.8'"}));
}

TEST(ObjectModels, BringTheSchemasThatTheyAreIn) {
    EXPECT_EQ(
        statements(toml("schema = \"app\"\n[enum]\na = []\nb = { schema = \"Web\", labels = [] }")),
        (Lines{"CREATE SCHEMA IF NOT EXISTS \"Web\"", "CREATE SCHEMA IF NOT EXISTS app",
               "CREATE TYPE \"Web\".b AS ENUM ()", "CREATE TYPE app.a AS ENUM ()"}));
}

TEST(ObjectModels, NameACollationAsOtherThingsAreNamed) {
    const auto collated = [](const std::string& name) {
        return statements(toml(format("[domain.d]\ntype = \"text\"\ncollation = {}\n", name)))
            .at(0);
    };
    const std::string begin = "CREATE DOMAIN public.d AS text COLLATE ";
    EXPECT_EQ(collated("'C'"), begin + "\"C\"");
    EXPECT_EQ(collated("'\"C\"'"), begin + "\"C\"");
    EXPECT_EQ(collated("'en-x-icu'"), begin + "\"en-x-icu\"");
    EXPECT_EQ(collated("'default'"), begin + "\"default\"");
    EXPECT_EQ(collated("'\"de_DE.utf8\"'"), begin + "\"de_DE.utf8\"");
    EXPECT_EQ(collated("'pg_catalog.C'"), begin + "pg_catalog.\"C\"");
    EXPECT_EQ(problems(toml("[domain.d]\ntype = 'text'\ncollation = 'a.b.c'")),
              (Lines{"model.toml:3:1: 'collation' of domain d must be a name"}));
}

TEST(ObjectModels, DeclareTypes) {
    EXPECT_EQ(
        statements(toml(R"toml(
        [enum]
        mood = ["sad", "it's ok"]
        [domain.email]
        type = "text"
        collation = "C"
        default = "'a@b'"
        not_null = true
        checks.has_at = "value ~ '@'"
        [type.address]
        attributes = { street = "text", city = { type = "text", collation = '"C"' } }
        [range.floats]
        subtype = "float8"
        subtype_diff = "float8mi"
    )toml")),
        (Lines{"CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok')",
               "CREATE TYPE public.floats AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi)",
               "CREATE TYPE public.address AS (street text, city text COLLATE \"C\")",
               "CREATE DOMAIN public.email AS text COLLATE \"C\" DEFAULT 'a@b' NOT NULL "
               "CONSTRAINT has_at CHECK (value ~ '@')"}));
}

TEST(ObjectModels, DeclareSequencesThatColumnsOwn) {
    EXPECT_EQ(statements(toml(R"toml(
        [sequence.s]
        type = "bigint"
        start = 10
        increment = 2
        min = 1
        max = 99
        cache = 5
        cycle = true
        owned_by = "t.n"
        [table.t.columns]
        n = { type = "bigint", default = "nextval('s')" }
    )toml")),
              (Lines{"CREATE SEQUENCE public.s AS bigint START WITH 10 INCREMENT BY 2 MINVALUE 1 "
                     "MAXVALUE 99 CACHE 5 CYCLE",
                     "CREATE TABLE public.t ( n bigint DEFAULT nextval('s') )",
                     "ALTER SEQUENCE public.s OWNED BY public.t.n"}));
}

TEST(ObjectModels, DeclareViews) {
    EXPECT_EQ(statements(toml(R"toml(
        [view]
        b = "select * from a"
        [view.a]
        query = "select 1 as x"
        columns = ["x"]
        with = { security_barrier = true }
        comment = "one"
        [materialized_view.m]
        query = "select * from b"
        with_data = false
        indexes.i = ["x"]
    )toml")),
              (Lines{"CREATE VIEW public.a (x) WITH (security_barrier = true) AS select 1 as x",
                     "COMMENT ON VIEW public.a IS 'one'", "CREATE VIEW public.b AS select * from a",
                     "CREATE MATERIALIZED VIEW public.m AS select * from b WITH NO DATA",
                     "CREATE INDEX i ON public.m (x)"}));
}

TEST(ObjectModels, FindNamesOfTheirSchemaFirst) {
    const auto plan = plan::plan_creation(
        load(toml("schema = \"app\"\n[view]\na = \"select 1\"\nb = \"select * from a\"")).catalog);
    ASSERT_EQ(plan.steps.size(), 3U);
    EXPECT_EQ(plan.steps[2].settings, (Lines{"SET search_path TO app, public"}));
}

TEST(Kinds, AllHaveWordsOfTheirOwn) {
    using catalog::Kind;
    for (int number = 0; number <= static_cast<int>(Kind::statement); ++number) {
        const auto kind = static_cast<Kind>(number);
        EXPECT_NE(to_string(kind), "object") << number;
        EXPECT_EQ(catalog::kind_called(to_string(kind)), kind) << number;
        EXPECT_FALSE(name_spaces(kind).empty()) << number;
    }
    EXPECT_EQ(catalog::kind_called("object"), std::nullopt);
}

} // namespace
} // namespace pgslate::testing
