// Servers that let this role, or this connection, not in: what is told, and whether it is waited.
#include "base/format.hpp"
#include "support/cluster.hpp"
#include "support/program_test.hpp"

#include <fstream>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

class Refused : public ProgramTest {
  protected:
    Refused() { model("a.sql", "create table a ();"); }

    // The test server, with something more behind the ? of the URL.
    Program demanding(std::vector<std::string> arguments, const std::string& query) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_URL"] =
            format("postgresql://{}:{}/?{}", test_server().host, test_server().port, query);
        return program;
    }
};

// It takes no TLS, and no role may set what models need otherwise.
TEST_F(Refused, WhatTimeCannotMendIsNotWaitedFor) {
    struct Case {
        const char* query;
        int status;
        const char* told;
        const char* hint;
    };
    for (const auto& [query, status, told, hint] :
         {Case{"sslmode=require", 69, "does not support SSL", "the target's sslmode"},
          Case{"sslmode=verify-full&sslrootcert=/nowhere", 69, "SSL was required", "PGSSLROOTCERT"},
          Case{"gssencmode=require", 69, "GSSAPI", "PGSSLMODE"},
          Case{"channel_binding=require", 69, "channel binding", "and their kin"},
          Case{"options=-c nonsense=1", 78, "nonsense", "`options`"},
          Case{"options=-c statement_timeout=soon", 78, "statement_timeout", "`options`"},
          Case{"keepalives=yes", 78, "keepalives", "libpq's variables"}}) {
        std::string encoded = query;
        for (auto at = encoded.find(' '); at != std::string::npos; at = encoded.find(' '))
            encoded.replace(at, 1, "%20");
        for (const auto& arguments : std::vector<std::vector<std::string>>{
                 {"wait", "--wait=20", "--database=postgres"}, {"status"}}) {
            const auto ended = run(demanding(arguments, encoded));
            EXPECT_EQ(ended.status, status) << ended.err;
            EXPECT_LT(ended.took, 10s) << ended.err;
            EXPECT_NE(count_of(told, ended.err), 0U) << ended.err;
            EXPECT_EQ(count_of(hint, ended.err), 1U) << ended.err;
            EXPECT_EQ(count_of("password of the target", ended.err), 0U) << ended.err;
        }
    }
}

TEST_F(Refused, APasswordFileThatNamesAnotherDatabaseIsSaidToHaveNone) {
    const LoginRole role("letmein", "createdb");
    const auto& server = test_server();
    const auto file = project_.write(
        "pass", format("{}:{}:{}:{}:letmein\n", server.host, server.port, "other", role.name()));
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    auto program = pgslate({"create"});
    program.environment = {{"PGDATABASE", name()},
                           {"PGHOST", server.host},
                           {"PGPORT", server.port},
                           {"PGUSER", role.name()},
                           {"PGPASSFILE", file.string()}};
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 69) << ended.err;
    EXPECT_EQ(count_of(format("cannot connect to database \"{}\": ", name()), ended.err), 1U)
        << ended.err;
    EXPECT_EQ(
        count_of(format("no password for user \"{}\" with database \"{}\"", role.name(), name()),
                 ended.err),
        1U)
        << ended.err;
    run_sql(format("create database \"{}\" owner {}", name(), role.name()));
    project_.write("pass",
                   format("{}:{}:{}:{}:letmein\n", server.host, server.port, name(), role.name()));
    program.arguments = {"resetdb"};
    const auto reset = run(program);
    EXPECT_EQ(reset.status, 69) << reset.err;
    EXPECT_EQ(count_of("with database \"postgres\"", reset.err), 1U) << reset.err;
    EXPECT_EQ(count_of("pg_hba.conf", reset.err), 0U) << reset.err;
}

// Whose pg_hba.conf lets one role into one database, by its socket.
class RefusedByPgHba : public Refused {
  protected:
    RefusedByPgHba() {
        const auto rules = cluster_.folder() / "rules";
        std::ofstream(rules) << "local postgres postgres trust\nlocal app ada trust\n"
                                "local all peer peer\n";
        std::filesystem::permissions(rules, std::filesystem::perms(0644));
        cluster_.configure(format("hba_file = '{}'\n", rules.string()));
        cluster_.start();
    }

    Ended as(const std::string& user, std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment = {{"POSTGRES_URL", cluster_.folder().string()},
                               {"POSTGRES_USER", user},
                               {"POSTGRES_PW", ""},
                               {"POSTGRES_DB", "app"}};
        return run(program);
    }

    Cluster cluster_;
};

TEST_F(RefusedByPgHba, NobodyIsToldThatThePasswordIsWrong) {
    ASSERT_EQ(as("postgres", {"wait", "--database=postgres"}).status, 0);
    for (const auto* const command : {"status", "create", "resetdb", "drop", "wait"}) {
        const auto ended = as("stranger", {command});
        EXPECT_EQ(ended.status, 69) << ended.err;
        EXPECT_LT(ended.took, 10s) << command;
        EXPECT_EQ(count_of("no pg_hba.conf entry", ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("cannot connect to database \"", ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("can add a line for that", ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("password", ended.err), 0U) << ended.err;
    }
    const auto peer = as("peer", {"status"});
    EXPECT_EQ(peer.status, 69);
    EXPECT_EQ(count_of("the system's user of the same name", peer.err), 1U) << peer.err;
}

} // namespace
} // namespace pgslate::testing
