// url and psql: the target for other programs.
#include "base/format.hpp"
#include "sql/name.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

// Each of these means something in a URL, a connection string, a password file or a shell.
const std::string marks = " ä/:@?#%&='\"\\,$;*";

class HandingOver : public ProgramTest {
  protected:
    HandingOver() {
        run_sql(format("create database {}", sql::quoted(sql::Identifier(database_.text()))));
    }

    Program as_role(std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_USER"] = role_.name();
        program.environment["POSTGRES_PW"] = password_;
        program.environment["POSTGRES_DB"] = database_.text();
        program.environment["PGSLATE_PG_BINDIR"] = test_server().binaries;
        return program;
    }

    const std::string who_ = "select current_user || current_database()";
    const std::string password_ = "pw" + marks;
    const LoginRole role_{password_, "", marks};
    const FreeName database_{marks};
};

TEST_F(HandingOver, TheUrlLeadsPsqlToTheTarget) {
    const auto url = run(as_role({"url", "--secrets"})).out;
    auto psql = server_program("psql", {url.substr(0, url.find('\n')), "-XAtc", who_});
    psql.environment = {{"PGHOST", "nowhere.invalid"}, {"PGUSER", "nobody"}};
    const auto ended = run(psql);
    EXPECT_EQ(ended.out, role_.name() + database_.text() + "\n") << ended.err;
}

TEST_F(HandingOver, TheUrlKeepsThePasswordUnlessItIsAskedFor) {
    const auto ended = run(as_role({"url"}));
    EXPECT_EQ(ended.status, 0);
    EXPECT_EQ(ended.out.find("pw"), std::string::npos) << ended.out;
    EXPECT_TRUE(ended.out.ends_with("%2A\n")) << ended.out;
    EXPECT_NE(run(as_role({"url", "--secrets", "--json"})).out.find("\"secrets\": true"),
              std::string::npos);
}

TEST_F(HandingOver, TheUrlAsksNobodyForAPasswordThatItDoesNotPrint) {
    project_.write("pgslate.toml", "[profile.a]\nurl = 'db.invalid'\nuser = 'u'\ndatabase = 'd'\n"
                                   "password = { env = 'NOT_SET' }\n");
    EXPECT_EQ(run_pgslate({"url", "--profile", "a"}).out, "postgresql://u@db.invalid:5432/d\n");
    EXPECT_EQ(run_pgslate({"url", "--profile", "a", "--secrets"}).status, 78);
}

TEST_F(HandingOver, PsqlIsOnTheTargetWithItsPassword) {
    const auto ended = run(as_role({"psql", "--", "-XAtc", who_}));
    EXPECT_EQ(ended.out, role_.name() + database_.text() + "\n") << ended.err;
    EXPECT_EQ(ended.status, 0);
    auto with_line_end = as_role({"psql", "--", "-XAtc", who_});
    run_sql(format("alter role {} password 'a\nb'", sql::quoted(sql::Identifier(role_.name()))));
    with_line_end.environment["POSTGRES_PW"] = "a\nb";
    EXPECT_EQ(run(with_line_end).status, 0) << "no line of a file holds it";
}

TEST_F(HandingOver, NeitherArgumentsNorVariablesOfPsqlHoldThePassword) {
    auto program = as_role(
        {"psql", "--", "-X", "-c", "\\! tr '\\0' ' ' </proc/$PPID/cmdline; env | grep ^PG"});
    program.environment["PGPASSWORD"] = "another";
    const auto ended = run(program);
    EXPECT_NE(ended.out.find("--dbname"), std::string::npos) << ended.out;
    EXPECT_EQ(ended.out.find("pw"), std::string::npos) << ended.out;
    EXPECT_EQ(ended.out.find("PGPASSWORD"), std::string::npos) << ended.out;
}

TEST_F(HandingOver, PsqlHearsOfSignalsAndSaysHowItEnded) {
    const auto ended =
        run(as_role({"psql", "--", "-X", "-c", "\\! kill -s PIPE $$; kill -s XFSZ $$; echo deaf"}));
    EXPECT_EQ(ended.out.find("deaf"), std::string::npos);
    EXPECT_EQ(run(as_role({"psql", "--", "-Xc", "select 1/0"})).status, 1);
    EXPECT_EQ(run(as_role({"psql", "--", "--nonsense"})).status, 1);
    auto without = as_role({"psql"});
    without.environment["PGSLATE_PG_BINDIR"] = project_.path().string();
    EXPECT_EQ(run(without).status, 69);
}

TEST_F(HandingOver, PsqlIsLedNowhereElse) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"-d", "postgres"}, {"--dbname=postgres"}, {"-Atdpostgres"}}) {
        std::vector<std::string> all = {"psql", "--"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto ended = run(as_role(all));
        EXPECT_EQ(ended.status, 64) << arguments.front();
        EXPECT_NE(ended.err.find("`pgslate psql --database NAME`"), std::string::npos) << ended.err;
    }
    EXPECT_NE(run(as_role({"psql", "--", "-Atc", "-d"})).status, 64) << "that is an SQL statement";
}

TEST_F(HandingOver, WhatIsForPsqlStandsBehindTheMark) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"psql", "shop"}, {"psql", "-c", "select 1"}}) {
        const auto ended = run(as_role(arguments));
        EXPECT_EQ(ended.status, 64);
        EXPECT_NE(ended.err.find("`pgslate psql -- --command 'select 1'`"), std::string::npos)
            << ended.err;
    }
}

} // namespace
} // namespace pgslate::testing
