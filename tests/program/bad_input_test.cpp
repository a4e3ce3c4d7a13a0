// Whatever is wrong: one clear error, the right exit status, and nothing left behind.
#include "base/format.hpp"
#include "support/program_test.hpp"
#include "support/small_disk.hpp"

namespace pgslate::testing {
namespace {

class BadInput : public ProgramTest {
  protected:
    BadInput() { model("a.sql", "create table a ();"); }

    // Expects one error with this exit status that has `part` in it.
    static void expect_error(const Ended& ended, int status, const std::string& part) {
        EXPECT_EQ(ended.status, status) << ended.err;
        EXPECT_EQ(count_of("error: ", ended.err), 1U) << ended.err;
        EXPECT_NE(count_of(part, ended.err), 0U) << ended.err;
        EXPECT_EQ(count_of(test_server().password, ended.err), 0U) << ended.err;
    }

    Ended with(std::vector<std::string> arguments, const Variables& changes) const {
        auto program = pgslate(std::move(arguments));
        for (const auto& [variable, value] : changes) program.environment[variable] = value;
        return run(program);
    }
};

TEST_F(BadInput, AServerThatIsNotThere) {
    for (const auto* command : {"resetdb", "create", "drop", "status"}) {
        expect_error(with({command}, {{"POSTGRES_URL", "127.0.0.1:1"}}), 69, "refused");
        expect_error(with({command}, {{"POSTGRES_URL", project_.path().string()}}), 69, "socket");
    }
}

TEST_F(BadInput, AHostWithoutAnAddress) {
    const auto ended = with({"status"}, {{"POSTGRES_URL", "no-such-host.invalid:5432"}});
    expect_error(ended, 69, "no-such-host.invalid");
}

TEST_F(BadInput, AWrongPassword) {
    for (const auto* command : {"resetdb", "create", "drop", "status"})
        expect_error(with({command}, {{"POSTGRES_PW", "wrong"}}), 69, "28P01");
    EXPECT_FALSE(database_exists(name()));
    for (const auto* command : {"create", "wait", "dump"}) {
        const auto ended = with({command}, {{"POSTGRES_PW", "wrong"}});
        EXPECT_EQ(count_of("The target is from POSTGRES_URL, POSTGRES_USER", ended.err), 1U)
            << ended.err;
    }
}

TEST_F(BadInput, APortThatIsNoPort) {
    for (const auto* url : {"127.0.0.1:x", "127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:"})
        expect_error(with({"status"}, {{"POSTGRES_URL", url}}), 78, "POSTGRES_URL");
}

TEST_F(BadInput, ADatabaseThatTakesNoConnections) {
    run_sql(format("create database {} allow_connections false", name()));
    for (const auto* command : {"create", "status"})
        expect_error(run_pgslate({command}), 77, "55000");
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0) << "it need not be entered to be replaced";
    EXPECT_EQ(run_pgslate({"status"}).status, 77) << "the new one is as closed as the old one";
}

TEST_F(BadInput, ARoleThatMayNotCreateDatabases) {
    const LoginRole role("secret");
    const Variables as_role = {{"POSTGRES_USER", role.name()}, {"POSTGRES_PW", "secret"}};
    expect_error(with({"resetdb"}, as_role), 77, "CREATEDB");
    expect_error(with({"create"}, as_role), 77, "CREATEDB");
    expect_error(with({"check", "--server"}, as_role), 77, "CREATEDB");
    EXPECT_FALSE(database_exists(name()));
    run_sql(format("create database {}", name()));
    expect_error(with({"drop"}, as_role), 77, "belongs to role");
    expect_error(with({"resetdb"}, as_role), 77, "belongs to role");
    EXPECT_TRUE(database_exists(name()));
    expect_error(with({"create"}, as_role), 77, "42501");
    run_sql(format("alter database {} owner to {}", name(), role.name()));
    expect_error(with({"resetdb"}, as_role), 77, "--in-place");
}

TEST_F(BadInput, ARoleThatMayNotLogIn) {
    const LoginRole role("secret");
    run_sql(format("alter role {} nologin", role.name()));
    expect_error(with({"status"}, {{"POSTGRES_USER", role.name()}, {"POSTGRES_PW", "secret"}}), 69,
                 "28000");
}

TEST_F(BadInput, ANameThatIsTooLong) {
    const std::string longest(63, 'x');
    expect_error(with({"resetdb"}, {{"POSTGRES_DB", longest + "x"}}), 78, "63");
    expect_error(with({"status", "--database", longest + "ü"}, {}), 64, "63");
    EXPECT_FALSE(database_exists(longest));
    model("b.toml", format("table.{}x.columns.id = 'bigint'\n", longest));
    expect_error(run_pgslate({"resetdb"}), 65, "schemas/b.toml:1:");
}

TEST_F(BadInput, AnEmptyDatabaseName) {
    EXPECT_EQ(with({"resetdb"}, {{"POSTGRES_DB", ""}}).status, 78);
    EXPECT_EQ(run_pgslate({"resetdb", "--database", ""}).status, 64);
}

TEST_F(BadInput, BytesThatAreNoText) {
    for (const auto& [file, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"nul.sql", std::string("select '\0';", 11)},
             {"latin.sql", "select '\xE4';"},
             {"nul.toml", std::string("a = '\0'", 7)},
             {"latin.toml", "table.\"\xE4\".columns.id = 'int'"}}) {
        model(file, bytes);
        expect_error(run_pgslate({"create"}), 65, format("schemas/{}:1:", file));
        std::filesystem::remove(project_.path() / "schemas" / file);
    }
    EXPECT_FALSE(database_exists(name()));
    expect_error(with({"status"}, {{"POSTGRES_DB", "\xE4"}}), 78, "UTF-8");
}

TEST_F(BadInput, ModelsThatAreNotThere) {
    expect_error(run_pgslate({"resetdb", "--models", "nowhere"}), 65, "nowhere");
    project_.write("empty/readme.txt", "");
    expect_error(run_pgslate({"resetdb", "--models", "empty"}), 65, "empty");
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(BadInput, AConfigurationWithAWrongKey) {
    project_.write("pgslate.toml", "[profile.it]\ndatabse = 'x'\n");
    auto program = pgslate({"status", "--profile", "it"});
    const auto ended = run(program);
    expect_error(ended, 78, "database");
    EXPECT_NE(count_of("pgslate.toml:2:1", ended.err), 0U) << ended.err;
    program.arguments.back() = "other";
    project_.write("pgslate.toml", "[profile.it]\ndatabase = 'x'\nlocal = true\n");
    expect_error(run(program), 78, "other");
}

TEST_F(BadInput, ACheckOnTheServerLeavesNoScratchDatabase) {
    const LoginRole role("secret", "createdb");
    const Variables as_role = {{"POSTGRES_USER", role.name()}, {"POSTGRES_PW", "secret"}};
    EXPECT_EQ(with({"check", "--server"}, as_role).status, 0);
    model("b.sql", "create table b (id no_such_type);");
    EXPECT_EQ(run_pgslate({"check"}).status, 0) << "only the server knows types";
    expect_error(with({"check", "--server"}, as_role), 65, "schemas/b.sql:1:20:");
    EXPECT_EQ(ask(format("select count(*) from pg_database d join pg_roles r on r.oid = datdba "
                         "where rolname = '{}'",
                         role.name())),
              "0");
    EXPECT_FALSE(database_exists(name()));
}

// A model that ends its own connection.
TEST_F(BadInput, AConnectionThatBreaksWhileBuilding) {
    model("b.sql", "select pg_terminate_backend(pg_backend_pid());");
    expect_error(run_pgslate({"create"}), 1, "connection");
    EXPECT_FALSE(database_exists(name()));
    model("b.sql", "select pg_terminate_backend(pid) from pg_stat_activity "
                   "where pid <> pg_backend_pid() and application_name like 'pgslate %' "
                   "and backend_type = 'client backend' and datname = current_database();");
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
}

TEST_F(BadInput, AFullDisk) {
    namespace fs = std::filesystem;
    const SmallDisk disk(project_.path() / "disk", "size=2m");
    if (!disk) GTEST_SKIP() << "only root may mount a small file system, and not everywhere";
    fs::permissions(project_.path(), fs::perms(0755));
    const auto space = unique_name("_space");
    // The server's user must own the folder, so it makes one itself.
    const auto folder = project_.path() / "disk" / "space";
    run_sql(format("copy (select) to program 'cat; mkdir {}'", folder.string()));
    run_sql(format("create tablespace {} location '{}'", space, folder.string()));
    model("b.sql", format("create table b (t text) tablespace {};\ninsert into b select "
                          "repeat(md5(n::text), 30) from generate_series(1, 9000) n;\n",
                          space));
    expect_error(run_pgslate({"create"}), 1, "53100");
    EXPECT_FALSE(database_exists(name()));
    run_sql(format("drop tablespace {}", space));
}

TEST_F(BadInput, AStatementThatCannotRunInATransaction) {
    model("b.sql", "create index concurrently on a ((1));\n");
    expect_error(run_pgslate({"create"}), 1, "CONCURRENTLY");
    model("b.sql", "begin;\ncreate table b ();\ncommit;\n");
    const auto ended = run_pgslate({"create"});
    EXPECT_EQ(ended.status, 65);
    EXPECT_EQ(count_of("error: ", ended.err), 2U) << ended.err;
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(BadInput, TwoModelsOfOneName) {
    model("b.toml", "table.a.columns.id = 'bigint'\n");
    expect_error(run_pgslate({"create"}), 65, "schemas/b.toml:1:");
}

} // namespace
} // namespace pgslate::testing
