#include "commands/known_others.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

class KnownOthersOf : public ::testing::Test {
  protected:
    Fact& table(const std::string& schema, const std::string& name) {
        const Identity id{Kind::table, {schema, name}, {}};
        auto& fact = catalog_.facts[id];
        fact.id = id;
        return fact;
    }
    void needs(const std::vector<std::string>& from, const std::vector<std::string>& on) {
        catalog_.dependencies.push_back(
            {.from = {Kind::table, from, {}}, .on = {Kind::table, on, {}}});
    }
    std::string found() const {
        std::string text;
        for (const auto& one : known_others(catalog_).ignored)
            text += one.pattern + " of " + one.whose + "\n";
        return text;
    }

    Catalog catalog_;
};

TEST_F(KnownOthersOf, ADatabaseOfOnesOwnAreNone) {
    table("public", "user");
    table("auth", "person"); // a schema that may be anybody's
    EXPECT_EQ(found(), "");
}

TEST_F(KnownOthersOf, AreTablesInWhateverSchema) {
    table("public", "alembic_version");
    table("app", "SequelizeMeta");
    EXPECT_EQ(found(), "app.\"SequelizeMeta\" of Sequelize\n"
                       "public.alembic_version of Alembic\n");
}

TEST_F(KnownOthersOf, AreSchemasOfPlatformsAndExtensions) {
    table("auth", "refresh_tokens");
    table("hdb_catalog", "hdb_version");
    table("_timescaledb_internal", "_hyper_1_1_chunk");
    EXPECT_EQ(found(), "schema auth of Supabase\nschema hdb_catalog of Hasura\n"
                       "schema _timescaledb_* of TimescaleDB\n");
}

TEST_F(KnownOthersOf, StayInTheModelsWhereTheRestNeedsThem) {
    table("auth", "refresh_tokens");
    table("auth", "users");
    table("storage", "buckets");
    table("public", "profile");
    needs({"auth", "refresh_tokens"}, {"auth", "users"});
    needs({"storage", "buckets"}, {"auth", "users"});
    EXPECT_EQ(found(), "schema auth of Supabase\nschema storage of Supabase\n");
    needs({"public", "profile"}, {"auth", "users"});
    const auto others = known_others(catalog_);
    EXPECT_EQ(found(), "schema storage of Supabase\n");
    ASSERT_EQ(others.needed.size(), 1U);
    EXPECT_EQ(others.needed.front().needed_by, "table public.profile");
}

TEST_F(KnownOthersOf, ArePartitionsThatPartmanMakes) {
    table("public", "events");
    for (const auto* name :
         {"events_p20260101", "events_p20260201", "events_default", "events_own"})
        table("public", name).attributes["partition_of"] =
            std::vector<std::string>{"public", "events"};
    EXPECT_EQ(found(), "");
    const Identity partman{Kind::extension, {"pg_partman"}, {}};
    catalog_.facts[partman].id = partman;
    EXPECT_EQ(found(), "public.events_default of pg_partman\npublic.events_p* of pg_partman\n");
}

} // namespace
} // namespace pgslate::commands
