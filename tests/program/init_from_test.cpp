// init --from: a project for a database that is there.
#include "base/format.hpp"
#include "config/percent_encoding.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class InitFrom : public ProgramTest {
  protected:
    void make(const std::string& sql) const {
        ProgramTest::make(sql);
        fs::remove_all(project_.path() / "schemas");
    }
    std::string url() const {
        const auto& server = test_server();
        return format("postgresql://{}:{}@{}:{}/{}", server.user,
                      config::percent_encode(server.password), server.host, server.port, name());
    }
    // Without the four variables.
    Ended init(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments = {"init", "--from", url()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto program = pgslate(std::move(arguments));
        program.environment.clear();
        return run(program);
    }
    std::string written(const fs::path& path) const {
        std::ifstream file(project_.path() / path);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

TEST_F(InitFrom, WritesWhatThereIsAndFindsThatNothingDiffers) {
    make("create table person (id serial primary key, name text not null); "
         "create function f() returns integer language sql as 'select 1'");
    const auto ended = init();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, "Wrote pgslate.toml\nWrote schemas: 2 models\nDrift     none\n"
                         "Next: set DATABASE_PW to the password; `pgslate status` compares "
                         "again.\n");
    const auto& server = test_server();
    EXPECT_EQ(written("pgslate.toml"),
              format("#:schema .pgslate/config.schema.json\n# Where pgslate finds its databases: "
                     "see pgslate.toml(5).\n"
                     "default_profile = \"main\"\nmodels = [\"schemas\"]\n\n[profile.main]\n"
                     "url = \"{}:{}\"\nuser = \"{}\"\npassword = {{ env = \"DATABASE_PW\" }}\n"
                     "database = \"{}\"\nprotected = true\n\n[profile.development]\n"
                     "local = true\ndatabase = \"{}\"\n",
                     server.host, server.port, server.user, name(), name()));
    auto again = pgslate({"status"});
    again.environment = {{"DATABASE_PW", server.password}};
    EXPECT_EQ(run(again).status, 0);
}

TEST_F(InitFrom, LeavesToOthersWhatTheyMade) {
    make("create schema auth; create table auth.users (id integer primary key); "
         "create table auth.refresh_tokens (id integer primary key); create schema hdb_catalog; "
         "create table hdb_catalog.hdb_version (id integer); "
         "create table alembic_version (version_num text); create table knex_migrations (id "
         "serial); "
         "create schema app; create table app.\"SequelizeMeta\" (name text); "
         "create table app.own (id integer primary key)");
    const auto ended = init();
    EXPECT_EQ(ended.status, 0) << ended.err;
    for (const auto* line :
         {"Ignored   schema auth: Supabase\n", "Ignored   schema hdb_catalog: Hasura\n",
          "Ignored   app.\"SequelizeMeta\": Sequelize\n",
          "Ignored   public.alembic_version: Alembic\n", "Ignored   public.knex_migrations: Knex\n",
          "Drift     none\n"})
        EXPECT_EQ(count_of(line, ended.out), 1U) << line << ended.out;
    EXPECT_FALSE(fs::exists(project_.path() / "schemas/auth"));
    EXPECT_FALSE(fs::exists(project_.path() / "schemas/public"));
    EXPECT_TRUE(fs::exists(project_.path() / "schemas/app/own.toml"));
    EXPECT_EQ(count_of("\"schema auth\",  # Supabase", written("pgslate.toml")), 1U);
}

TEST_F(InitFrom, TakesInWhatTheRestCannotBeBuiltWithout) {
    make("create schema auth; create table auth.users (id integer primary key); "
         "create table auth.refresh_tokens (id integer primary key); "
         "create table profile (id integer references auth.users)");
    const auto ended = init();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("In models schema auth: Supabase, but foreign key public.profile."
                       "profile_id_fkey needs it\n",
                       ended.out),
              1U)
        << ended.out;
    EXPECT_TRUE(fs::exists(project_.path() / "schemas/auth/users.toml"));
}

TEST_F(InitFrom, WritesOverNothing) {
    make("create table person (id integer)");
    project_.write("pgslate.toml", "# mine\n");
    EXPECT_EQ(init().status, 1);
    EXPECT_EQ(written("pgslate.toml"), "# mine\n");
    fs::remove(project_.path() / "pgslate.toml");
    model("mine.sql", "create table mine ();");
    const auto ended = init();
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("schemas holds models already", ended.err), 1U) << ended.err;
    EXPECT_FALSE(fs::exists(project_.path() / "pgslate.toml"));
    EXPECT_EQ(init({"elsewhere"}).status, 0);
    EXPECT_TRUE(fs::exists(project_.path() / "elsewhere/schemas/public/person.toml"));
}

TEST_F(InitFrom, WritesNothingWhereThereIsNothingToRead) {
    const auto missing = init();
    EXPECT_EQ(missing.status, 69);
    EXPECT_EQ(count_of("pgslate create", missing.err), 0U) << "its name is wrong: " << missing.err;
    EXPECT_EQ(count_of("The server has ", missing.err), 1U) << missing.err;
    run_sql(format("create database {}", name()));
    const auto empty = init();
    EXPECT_EQ(empty.status, 1);
    EXPECT_EQ(count_of("has nothing that models could say", empty.err), 1U) << empty.err;
    EXPECT_EQ(run_pgslate({"init", "--from", "postgresql://a@127.0.0.1:1/a"}).status, 69);
    EXPECT_EQ(run_pgslate({"init", "--from", url(), "--local"}).status, 64);
    EXPECT_FALSE(fs::exists(project_.path() / "pgslate.toml"));
}

TEST_F(InitFrom, NeverShowsThePassword) {
    make("create table person (id integer)");
    const auto ended = init({"--json", "--verbose"});
    const auto said = ended.out + ended.err + written("pgslate.toml");
    EXPECT_EQ(count_of(test_server().password, said), 0U);
    EXPECT_EQ(count_of(config::percent_encode(test_server().password), said), 0U);
    EXPECT_TRUE(is_json(ended.out)) << ended.out;
    EXPECT_EQ(count_of("\"in_sync\": true", ended.out), 1U) << ended.out;
}

} // namespace
} // namespace pgslate::testing
