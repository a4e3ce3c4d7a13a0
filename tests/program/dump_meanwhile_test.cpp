// What changes while a database is read, wherever in the reading: what is told was there at one
// moment.
#include "support/program_test.hpp"
#include "support/statement_proxy.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace pgslate::testing {
namespace {

class DumpMeanwhile : public ProgramTest {
  protected:
    DumpMeanwhile() {
        make("create table t (id integer primary key, b integer check (b > 0)); "
             "create policy p on t using (b > 1);");
    }

    void make_large() const {
        run_sql("do $$ begin for i in 1..1300 loop "
                "execute format('create table t%s (id integer primary key)', i); "
                "end loop; end $$",
                name());
    }

    // The column gets another name before the statement behind the one with this text is passed on.
    std::string dump_of_change_behind(const std::string& statement) const {
        const auto& server = test_server();
        const auto change = [&](pid_t) {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            run_sql("alter table t rename b to c", name());
        };
        const StatementProxy proxy(
            server.host, server.port,
            {.behind = statement, .moment = Moment::before, .action = change});
        auto program = pgslate({"dump", "--format", "sql"});
        program.environment["POSTGRES_URL"] = proxy.address();
        const auto ended = run(program);
        EXPECT_TRUE(proxy.fired()) << ended.err;
        EXPECT_EQ(ended.status, 0) << ended.err;
        return ended.out;
    }

    static void expect_new_name(const std::string& dump) {
        EXPECT_EQ(count_of("c integer", dump), 1U) << dump;
        EXPECT_EQ(count_of("(c > ", dump), 2U) << dump;
    }
};

TEST_F(DumpMeanwhile, SeesWhatChangesBetweenItsMessages) {
    expect_new_name(dump_of_change_behind("pg_export_snapshot"));
}

TEST_F(DumpMeanwhile, SeesWhatChangesBeforeTheSecondSessionReads) {
    make_large();
    expect_new_name(dump_of_change_behind("pg_export_snapshot"));
}

} // namespace
} // namespace pgslate::testing
