// resetdb, create, drop: what pgslate is for.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <fstream>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Mission : public ProgramTest {};

TEST_F(Mission, ResetsADatabaseFromFourVariablesAndOneModel) {
    fs::copy(fs::path(PGSLATE_SOURCE_DIR) / "schemas", project_.path() / "schemas");
    const auto first = run_pgslate({"resetdb"});
    EXPECT_EQ(first.out, "Creating database.\nCreating tables.\nShiny!\n");
    EXPECT_EQ(first.err, "");
    EXPECT_EQ(first.status, 0);

    const auto* insert = "insert into \"user\" (spotify_id) values ('x') returning id";
    EXPECT_EQ(ask_target(insert), "1");
    const auto second = run_pgslate({"resetdb"});
    EXPECT_EQ(second.out, "Creating database.\nCreating tables.\nDeleting database.\nShiny!\n");
    EXPECT_EQ(second.status, 0);
    EXPECT_EQ(ask_target("select count(*) from \"user\""), "0") << "a clean slate";
    EXPECT_EQ(ask_target(insert), "1");
}

TEST_F(Mission, NamesEveryVariableThatIsNotSet) {
    auto program = pgslate({"resetdb"});
    program.environment.erase("POSTGRES_PW");
    auto ended = run(program);
    EXPECT_EQ(ended.status, 78);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(count_of("Expected environment variable 'POSTGRES_PW' not set.", ended.err), 1U);
    program.environment.erase("POSTGRES_DB");
    ended = run(program);
    EXPECT_EQ(ended.status, 78);
    EXPECT_EQ(count_of("Expected environment variable 'POSTGRES_PW' not set.", ended.err), 1U);
    EXPECT_EQ(count_of("Expected environment variable 'POSTGRES_DB' not set.", ended.err), 1U);
}

TEST_F(Mission, TakesAnyPasswordAndAnyNames) {
    const std::string password = "p@ss/w:rd%41 '\"\\";
    const LoginRole role(password, "createdb", " a 'Role' @ö");
    const FreeName odd(" Pt \"x\" o'ü Ä");
    model("user.toml", "table.user.columns.id = { type = 'integer', primary_key = true }\n");
    auto program = pgslate({"resetdb"});
    program.environment["POSTGRES_USER"] = role.name();
    program.environment["POSTGRES_PW"] = password;
    program.environment["POSTGRES_DB"] = odd.text();
    EXPECT_EQ(run(program).out, "Creating database.\nCreating tables.\nShiny!\n");
    EXPECT_EQ(count_of("Deleting database.\n", run(program).out), 1U);
    EXPECT_EQ(ask("insert into \"user\" default values returning id", odd.text()), "1");
    program.arguments = {"status"};
    EXPECT_EQ(run(program).status, 0);
    program.arguments = {"drop"};
    EXPECT_EQ(run(program).status, 0);
    EXPECT_FALSE(database_exists(odd.text()));
}

TEST_F(Mission, ReadsThePasswordFromAFile) {
    model("a.sql", "create table a ();");
    auto program = pgslate({"create", "--quiet"});
    const auto file = project_.write("secret", program.environment["POSTGRES_PW"] + "\n");
    program.environment.erase("POSTGRES_PW");
    program.environment["POSTGRES_PW_FILE"] = file;
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, "");
}

TEST_F(Mission, DropsTwice) {
    model("a.sql", "create table a ();");
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    const auto first = run_pgslate({"drop"});
    EXPECT_EQ(first.out, "Deleting database.\nDone.\n");
    EXPECT_EQ(first.status, 0);
    EXPECT_FALSE(database_exists(name()));
    const auto second = run_pgslate({"drop"});
    EXPECT_EQ(second.out, format("There is no database \"{}\".\n", name()));
    EXPECT_EQ(second.status, 0);
}

TEST_F(Mission, EndsTheSessionsOfOthersWhenItResets) {
    model("a.sql", "create table a ();");
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    const postgres::Session busy(socket_parameters(name()));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
}

TEST_F(Mission, CreatesWhatIsMissingAndLeavesTheRest) {
    model("a.toml", "table.kept.columns = { id = 'bigint', later = 'text' }\n"
                    "table.made.columns = { id = 'bigint' }\n");
    run_sql(format("create database {}", name()));
    run_sql("create table kept (id bigint, own text)", name());
    run_sql("insert into kept values (7, 'mine')", name());

    const auto ended = run_pgslate({"create"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, "Creating what is missing.\n"
                         "  table public.made\n"
                         "  column public.made.id\n"
                         "Done.\n"
                         "1 difference from the models, which `create` leaves as it is:\n"
                         "  missing    column public.kept.later (schemas/a.toml:1:39)\n");
    EXPECT_EQ(count_of("`pgslate resetdb`", ended.err), 1U) << "what to do next: " << ended.err;
    EXPECT_EQ(ask_target("select own from kept"), "mine");
    EXPECT_EQ(ask_target("select count(*) from information_schema.columns "
                         "where table_name = 'kept'"),
              "2");
    EXPECT_EQ(ask_target("select to_regclass('made')"), "made");
}

TEST_F(Mission, CreateNamesWhatIsMissingWithoutTheRightToCompare) {
    model("a.toml", "table.kept.columns = { id = 'bigint', later = 'text' }\n");
    const LoginRole role("secret-1");
    run_sql(format("create database {} owner {}", name(), role.name()));
    run_sql("create table kept (id bigint)", name());
    const auto ended = run_pgslate({"create", "--url",
                                    format("postgresql://{}@/{}?host={}&port={}", role.name(),
                                           name(), test_server().socket, test_server().port)});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(count_of("column public.kept.later is missing", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("`pgslate resetdb --url URL`", ended.err), 1U) << ended.err;
}

// A partition of a table that has indexes gets the declared ones, under their names.
TEST_F(Mission, CreateAddsAPartitionToAnIndexedTable) {
    const std::string whole = "create table m (id int, d int, primary key (id, d)) partition by "
                              "list (d); create index m_by_day on m (d); "
                              "create table m1 partition of m for values in (1);";
    model("a.sql", whole);
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    run_sql("insert into m values (1, 1)", name());
    model("a.sql", whole + "create table m2 partition of m for values in (2);");
    const auto ended = run_pgslate({"create"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("  table public.m2\n", ended.out), 1U) << ended.out;
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
    EXPECT_EQ(ask_target("select count(*) from m"), "1");
}

TEST_F(Mission, CreatesNothingTwice) {
    model("a.toml", "table.a.columns.id = { type = 'bigint', primary_key = true }\n");
    model("b.sql", "create view v as select * from a; insert into a default values;");
    const auto first = run_pgslate({"create"});
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_EQ(ask_target("select count(*) from v"), "1");
    const auto second = run_pgslate({"create"});
    EXPECT_EQ(second.out, "Nothing is missing.\n");
    EXPECT_EQ(second.err, "");
    EXPECT_EQ(ask_target("select count(*) from v"), "1") << "data come only with a new database";
}

TEST_F(Mission, LeavesNoDatabaseWhenBuildingFails) {
    model("a.sql", "create table a (id int); insert into a values (1 / 0);");
    for (const auto* command : {"create", "resetdb"}) {
        const auto ended = run_pgslate({command});
        EXPECT_EQ(ended.status, 1);
        EXPECT_EQ(count_of("22012", ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("Shiny!", ended.out), 0U);
        EXPECT_FALSE(database_exists(name()));
    }
}

TEST_F(Mission, LeavesADatabaseAsItWasWhenAddingFails) {
    run_sql(format("create database {}", name()));
    model("a.sql", "create table a (id int);");
    model("b.sql", "create table b (id int check (id > 'x'::int));");
    const auto ended = run_pgslate({"create"});
    EXPECT_EQ(ended.status, 65) << ended.out;
    EXPECT_EQ(
        ask_target("select count(*) from pg_class where relnamespace = 'public'::regnamespace"),
        "0");
}

TEST_F(Mission, ReadsTheModelsBeforeItTouchesAnything) {
    run_sql(format("create database {}", name()));
    model("a.toml", "table.a.columns.id = 7\n");
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 65);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(count_of("schemas/a.toml:1:", ended.err), 1U) << ended.err;
    EXPECT_TRUE(database_exists(name()));
}

} // namespace
} // namespace pgslate::testing
