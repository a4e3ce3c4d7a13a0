// DATABASE_URL as an application needs it, with what is said to others.
#include "base/format.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

class ApplicationUrl : public ProgramTest {
  protected:
    ApplicationUrl() { model("a.sql", "create table a ();"); }

    Ended with_url(const std::string& query, std::vector<std::string> arguments,
                   const Variables& beside = {}) const {
        auto program = pgslate(std::move(arguments));
        program.environment = beside;
        const auto& server = test_server();
        program.environment["DATABASE_URL"] =
            format("postgresql://{}:letmein@{}:{}/{}{}", role_.name(), server.host, server.port,
                   name(), query);
        return run(program);
    }

    const LoginRole role_{"letmein", "createdb"};
};

TEST_F(ApplicationUrl, WorksWithItsParametersAndOneLineNamesThem) {
    const auto ended = with_url("?pgbouncer=true&connection_limit=1&x-y=1", {"create"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_TRUE(database_exists(name()));
    EXPECT_EQ(count_of("warning: DATABASE_URL: 'pgbouncer', 'connection_limit' and 'x-y' are no "
                       "parameters of libpq and passed over\n",
                       ended.err),
              1U)
        << ended.err;
    const auto schema = with_url("?schema=app", {"status"});
    EXPECT_EQ(schema.status, 0) << schema.err;
    EXPECT_EQ(count_of("schema = \"app\"", schema.err), 1U) << schema.err;
}

TEST_F(ApplicationUrl, CountsBesideTheVariablesOfTheServersImage) {
    const auto ended = with_url("", {"create", "--json"},
                                {{"POSTGRES_USER", "somebody"},
                                 {"POSTGRES_PASSWORD", "geheim"},
                                 {"POSTGRES_DB", "elsewhere"}});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_TRUE(database_exists(name()));
    EXPECT_EQ(
        count_of("POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB count for nothing\n", ended.err),
        1U)
        << ended.err;
    EXPECT_EQ(count_of("geheim", ended.err + ended.out), 0U);
    EXPECT_EQ(count_of("count for nothing", ended.out), 1U) << "among the warnings of the document";
}

TEST_F(ApplicationUrl, ThatStandsInQuotesOrEndsWithANewlineIsNamedSo) {
    auto program = pgslate({"status"});
    program.environment = {{"DATABASE_URL", "\"postgresql://u:geheim@h/d\""}};
    const auto quoted = run(program);
    EXPECT_EQ(quoted.status, 78);
    EXPECT_EQ(count_of("DATABASE_URL: it stands in quotes\n", quoted.err), 1U) << quoted.err;
    program.environment = {{"DATABASE_URL", "postgresql://u:geheim@h/d\n"}};
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 78);
    EXPECT_EQ(count_of("DATABASE_URL: it ends with a newline\n", ended.err), 1U) << ended.err;
}

} // namespace
} // namespace pgslate::testing
