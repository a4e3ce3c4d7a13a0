// The connection ends in the middle of COMMIT.
#include "support/fault_test.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

constexpr const char* told_of_loss = "The connection was lost during COMMIT";

class InDoubt : public ProgramTest {
  protected:
    InDoubt() {
        model("model.sql", "create table t (id integer);");
        EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
        run_sql("insert into t values (1), (2)", name());
        model("model.sql", "create table t (id bigint, a text);");
    }

    Ended apply_cut_at_commit(Moment moment, std::vector<std::string> options = {}) const {
        const auto& server = test_server();
        const StatementProxy proxy(
            server.host, server.port,
            {.behind = "pg_current_xact_id", .moment = moment, .action = {}});
        options.insert(options.begin(), "apply");
        auto program = pgslate(options);
        program.environment["POSTGRES_URL"] = proxy.address();
        auto ended = run(program);
        EXPECT_TRUE(proxy.fired()) << ended.err;
        return ended;
    }

    std::string columns() const {
        return ask_target("select string_agg(attname || ' ' || atttypid::regtype, ', ' order by "
                          "attnum) from pg_attribute where attrelid = 't'::regclass and attnum > "
                          "0");
    }
};

TEST_F(InDoubt, IsFoundOutWhereTheServerHasCommitted) {
    const auto ended = apply_cut_at_commit(Moment::answered);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of(told_of_loss, ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("The transaction has committed", ended.err), 1U) << ended.err;
    EXPECT_EQ(columns(), "id bigint, a text");
}

TEST_F(InDoubt, IsFoundOutWhereTheServerHasNeverGotIt) {
    const auto ended = apply_cut_at_commit(Moment::instead);
    EXPECT_EQ(ended.status, 1) << ended.err;
    EXPECT_EQ(count_of(told_of_loss, ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("the server has rolled back, and nothing was changed", ended.err), 1U)
        << ended.err;
    EXPECT_EQ(columns(), "id integer");
    EXPECT_EQ(run_pgslate({"apply"}).status, 0);
    EXPECT_EQ(columns(), "id bigint, a text");
}

// A connection that just ends, wherever that is.
Fault cut(Moment moment) {
    return {.name = "connection cut",
            .moment = moment,
            .action = [](pid_t, pid_t) {},
            .statuses = {1, 69, 75}};
}

class FaultsCutAltering : public FaultTest {};
class FaultsMoreCutAltering : public FaultTest {};

TEST_F(FaultsCutAltering, Apply) {
    expect_whole(altering, cut(Moment::instead), {1, 3});
    expect_whole(altering, cut(Moment::answered), {2, 3});
}
TEST_F(FaultsMoreCutAltering, Apply) {
    for (const std::size_t first : {2, 3}) expect_whole(altering, cut(Moment::instead), {first, 3});
    for (const std::size_t first : {1, 3})
        expect_whole(altering, cut(Moment::answered), {first, 3});
}

} // namespace
} // namespace pgslate::testing
