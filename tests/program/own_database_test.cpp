// A role that the server lets into no database but its own.
#include "base/format.hpp"
#include "database/name_lock.hpp"
#include "postgres/session.hpp"
#include "support/cluster.hpp"
#include "support/program_test.hpp"

#include <fstream>

namespace pgslate::testing {
namespace {

class OwnDatabase : public ProgramTest {
  protected:
    OwnDatabase() {
        const auto rules = cluster_.folder() / "rules";
        std::ofstream(rules) << "local all postgres trust\nlocal app ada trust\n"
                                "local app maker trust\nlocal app,template1 warden trust\n"
                                "local app,postgres,other mate trust\n";
        std::filesystem::permissions(rules, std::filesystem::perms(0644));
        cluster_.configure(format("hba_file = '{}'\n", rules.string()));
        cluster_.start();
        EXPECT_EQ(as("postgres", {"wait", "--database=postgres"}).status, 0);
        for (const auto* statement :
             {"create role ada login", "create role maker login createdb in role ada",
              "create role mate login createdb in role ada", "create role warden login in role ada",
              "create database app owner ada"})
            execute(statement, "postgres");
        model("a.sql", "create table a (id int);");
    }

    void execute(const std::string& statement, const std::string& database = "app") const {
        session(database).execute(sql::Text::verbatim(statement), "testing");
    }

    postgres::Session session(const std::string& database) const {
        return postgres::Session(
            {.keywords = {{"host", cluster_.folder().string()}, {"user", "postgres"}},
             .database = database,
             .task = "test"});
    }

    Ended as(const std::string& user, std::vector<std::string> arguments,
             const std::string& database = "app") const {
        auto program = pgslate(std::move(arguments));
        program.environment = {{"POSTGRES_URL", cluster_.folder().string()},
                               {"POSTGRES_USER", user},
                               {"POSTGRES_PW", ""},
                               {"POSTGRES_DB", database}};
        return run(program);
    }

    // The role may make no databases here, or may not use them.
    Ended trying_elsewhere(const std::string& user, std::vector<std::string> arguments) const {
        arguments.insert(
            arguments.end(),
            {"--scratch", format("postgresql://{}:{}/postgres?user={}", test_server().host,
                                 test_server().port, test_server().user)});
        auto program = pgslate(std::move(arguments));
        program.environment = {{"POSTGRES_URL", cluster_.folder().string()},
                               {"POSTGRES_USER", user},
                               {"POSTGRES_PW", ""},
                               {"PGPASSWORD", test_server().password},
                               {"POSTGRES_DB", "app"}};
        return run(program);
    }

    std::string tables() const {
        auto one = session("app");
        return one
            .query_row(sql::text("SELECT pg_catalog.string_agg(relname, ' ' ORDER BY relname) FROM "
                                 "pg_catalog.pg_class WHERE relkind = 'r' AND oid >= 16384"),
                       "testing")
            .at(0)
            .value_or("");
    }

    Cluster cluster_;
};

TEST_F(OwnDatabase, CreateMakesWhatIsMissingInIt) {
    for (const auto* user : {"ada", "maker"}) {
        const auto missing = as(user, {"create"});
        EXPECT_EQ(missing.status, 0) << missing.err;
        EXPECT_EQ(tables(), "a");
        const auto nothing = as(user, {"create"});
        EXPECT_EQ(nothing.status, 0) << nothing.err;
        EXPECT_EQ(count_of("Not compared with the models: ", nothing.err), 1U) << nothing.err;
        execute("drop table public.a");
    }
    const auto marked = as("ada", {"create", "--protect"});
    EXPECT_EQ(marked.status, 0) << marked.err;
    EXPECT_EQ(as("ada", {"resetdb", "--in-place"}).status, 77) << "it is protected";
}

TEST_F(OwnDatabase, ResetInPlaceNeedsNoOther) {
    EXPECT_EQ(as("ada", {"create"}).status, 0);
    execute("insert into public.a values (1)");
    execute("create table public.b (id int); alter table public.b owner to ada");
    const auto ended = as("ada", {"resetdb", "--in-place"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(tables(), "a");
}

TEST_F(OwnDatabase, StatusTriesModelsElsewhere) {
    EXPECT_EQ(as("ada", {"create"}).status, 0);
    for (const auto* user : {"ada", "maker"}) {
        const auto ended = trying_elsewhere(user, {"status"});
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    }
    const auto refused = as("maker", {"status"});
    EXPECT_EQ(refused.status, 69) << refused.err;
    EXPECT_EQ(count_of("see `--scratch`", refused.err), 1U) << refused.err;
}

TEST_F(OwnDatabase, ApplyAltersItUnderTheLock) {
    EXPECT_EQ(as("ada", {"create"}).status, 0);
    execute("insert into public.a values (1)");
    model("a.sql", "create table a (id bigint, n int);");
    for (const auto* user : {"ada", "maker"}) {
        const auto planned = trying_elsewhere(user, {"plan"});
        EXPECT_EQ(planned.status, 2) << planned.err;
    }
    {
        auto other = session("postgres");
        const database::NameLock lock(other, "app", {});
        const auto busy = trying_elsewhere("ada", {"apply", "--lock-timeout=200ms"});
        EXPECT_EQ(busy.status, 75) << busy.err;
    }
    const auto ended = trying_elsewhere("ada", {"apply"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(trying_elsewhere("maker", {"plan"}).status, 0);
    EXPECT_EQ(trying_elsewhere("maker", {"apply"}).status, 0) << "there is nothing to do";
    const auto nowhere = as("maker", {"apply"});
    EXPECT_EQ(nowhere.status, 69) << nowhere.err;
    EXPECT_EQ(count_of("see `--scratch`", nowhere.err), 1U) << nowhere.err;
    EXPECT_EQ(as("ada", {"create", "--protect"}).status, 0);
    EXPECT_EQ(trying_elsewhere("ada", {"apply"}).status, 77) << "it is protected";
}

TEST_F(OwnDatabase, ItIsNotDroppedFromWithin) {
    EXPECT_EQ(as("ada", {"create"}).status, 0);
    for (const auto* command : {"resetdb", "drop"}) {
        const auto ended = as("ada", {command});
        EXPECT_EQ(ended.status, 69) << ended.err;
        EXPECT_EQ(count_of("no pg_hba.conf entry", ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("Role ada is let into \"app\", but a database is dropped from another "
                           "one: whoever runs the server has to let the role into \"postgres\"",
                           ended.err),
                  1U)
            << ended.err;
        EXPECT_EQ(count_of("resetdb --in-place", ended.err),
                  std::string_view(command) == "resetdb" ? 1U : 0U);
    }
    EXPECT_EQ(tables(), "a");
}

// What pgslate makes for itself is called otherwise each time.
TEST_F(OwnDatabase, WhoIsLetIntoTheUsualOneOnlyIsToldWhatThatTakes) {
    const auto refused = [](const Ended& ended) {
        EXPECT_EQ(ended.status, 69) << ended.err;
        EXPECT_EQ(count_of("has to be for all databases", ended.err), 1U) << ended.err;
        return ended.err;
    };
    EXPECT_EQ(as("mate", {"create"}).status, 0);
    EXPECT_EQ(count_of("see `--scratch`", refused(as("mate", {"status"}))), 1U);
    EXPECT_EQ(count_of("`resetdb --in-place`", refused(as("mate", {"resetdb"}))), 1U);
    EXPECT_EQ(count_of("still no database", refused(as("mate", {"create"}, "other"))), 1U);
    EXPECT_EQ(as("mate", {"resetdb", "--in-place"}).status, 0);
}

TEST_F(OwnDatabase, OrFromTemplate1) {
    const auto ended = as("warden", {"drop"});
    EXPECT_EQ(ended.status, 0) << ended.err;
}

TEST_F(OwnDatabase, WhoIsLetIntoNoneIsToldOnlyThat) {
    execute("revoke connect on database template1 from public", "postgres");
    EXPECT_EQ(count_of("database \"template1\"", as("warden", {"drop"}, "other").err), 0U);
    for (const auto* command : {"resetdb", "drop", "create", "apply"}) {
        const auto ended = as("ada", {command}, "other");
        EXPECT_EQ(ended.status, 69) << ended.err;
        EXPECT_EQ(count_of("is let into", ended.err), 0U) << ended.err;
    }
}

} // namespace
} // namespace pgslate::testing
