// resetdb --in-place while somebody else works in the database.
#include "base/format.hpp"
#include "support/reset_rows_test.hpp"

#include <chrono>
#include <future>
#include <thread>

namespace pgslate::testing {
namespace {

class ResetMeanwhile : public ResetRowsTest {};

// Who is writing is waited for: what he adds is gone, too.
TEST_F(ResetMeanwhile, WaitsForWhoeverIsWriting) {
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    auto client = server_->session(name());
    client.execute(sql::text("begin; insert into public.a values (1)"), "writing");
    auto ended = std::async(std::launch::async, [&] { return run(program({"--json"})); });
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    client.execute(sql::text("commit"), "writing");
    const auto reset = ended.get();
    EXPECT_EQ(reset.status, 0) << reset.err;
    EXPECT_EQ(count_of("\"only_rows\": true", reset.out), 1U) << reset.out;
    EXPECT_EQ(client.query(sql::text("select count(*) from public.a"), "looking").front().at(0),
              "0");
}

// As whoever puts another database in the place of this one ends its sessions.
TEST_F(ResetMeanwhile, GoesOnWhereTheSessionIsEndedThatLooksEarly) {
    if (server_->session().server().major() < 15) GTEST_SKIP() << "looks only once";
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    auto client = server_->session(name());
    client.execute(sql::text("begin; lock table pg_catalog.pg_aggregate"), "locking");
    auto ended = std::async(std::launch::async, [&] { return run(program({"--json"})); });
    constexpr const char* end_who_waits = "select count(pg_terminate_backend(pid)) from "
                                          "pg_stat_activity where wait_event_type = 'Lock'";
    for (int i = 0; i < 500 && ask_own(end_who_waits) == "0"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    client.execute(sql::text("rollback"), "letting go");
    const auto reset = ended.get();
    EXPECT_EQ(reset.status, 0) << reset.err;
    EXPECT_EQ(count_of("\"only_rows\": true", reset.out), 1U) << reset.out;
}

// Whoever has waited knows what the other one has left, although that was a new state.
TEST_F(ResetMeanwhile, IsEnoughForWhoeverHasWaitedForAnother) {
    model("a.sql", "create table a (id serial); insert into a default values;");
    expect_rebuilt();
    expect_rows_only();
    for (int times = 0; times < 2; ++times) {
        target_sql("insert into a default values");
        auto one = std::async(std::launch::async, [&] { return run(program({"--json"})); });
        const auto other = run(program({"--json"}));
        for (const auto& reset : {one.get(), other})
            EXPECT_EQ(count_of("\"only_rows\": true", reset.out), 1U) << reset.out << reset.err;
    }
    EXPECT_EQ(ask_target("select string_agg(id::text, ' ') from a"), "1");
}

// What he adds elsewhere meanwhile goes, too: no row refers to one that is gone.
TEST_F(ResetMeanwhile, TakesWhatSomebodyAddsWhoIsWaitedFor) {
    model("a.sql", "create table parent (id serial primary key); "
                   "create table child (p integer references parent, n serial);");
    expect_rebuilt();
    target_sql("insert into parent values (1)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; select from public.parent for update"), "writing");
    auto ended = std::async(std::launch::async, [&] { return run(program({"--json"})); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("insert into public.child values (1); commit"), "writing");
    EXPECT_EQ(ended.get().status, 0);
    EXPECT_EQ(ask_target("select (select count(*) from parent) + (select count(*) from child)"),
              "0");
    EXPECT_EQ(ask_target("select nextval('child_n_seq')"), "1");
}

TEST_F(ResetMeanwhile, NamesWhoeverIsWaitedForTooLong) {
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    target_sql("insert into a values (1)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; update public.a set id = 2"), "writing");
    const auto ended = run(program({"--lock-timeout", "200ms"}));
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_EQ(count_of(format("EXCLUSIVE on public.a: in the way is process {}",
                              client.server().backend_pid),
                       ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(count_of("is as it was.", ended.err), 1U) << ended.err;
    client.execute(sql::text("rollback"), "writing");
    EXPECT_EQ(ask_target("select id from a"), "1");
}

// Putting a sequence back is not undone: none is before all can be.
TEST_F(ResetMeanwhile, SetsNoSequenceBackWhereOneIsBeingChanged) {
    model("a.sql", "create table a (id serial, n serial);");
    expect_rebuilt();
    target_sql("insert into a default values; insert into a default values");
    auto client = server_->session(name());
    client.execute(sql::text("begin; alter sequence public.a_n_seq increment 2"), "altering");
    EXPECT_EQ(run(program({"--lock-timeout", "200ms"})).status, 75);
    client.execute(sql::text("rollback"), "altering");
    EXPECT_EQ(ask_target("insert into a default values returning id || ' ' || n"), "3 3");
    expect_rows_only();
    EXPECT_EQ(ask_target("insert into a default values returning id || ' ' || n"), "1 1");
}

// Tables without pages are not locked, but their sequences are once they are put back.
TEST_F(ResetMeanwhile, TakesTheRowsOfWhoeverWasQuickerWhileItWaited) {
    model("a.sql", "create table a (id serial); create table b (id serial);");
    expect_rebuilt();
    target_sql("insert into a default values; insert into b default values; truncate b");
    auto client = server_->session(name());
    client.execute(sql::text("begin; alter sequence public.a_id_seq no cycle"), "altering");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    target_sql("insert into b default values");
    client.execute(sql::text("rollback"), "altering");
    EXPECT_EQ(ended.get().status, 0);
    EXPECT_EQ(ask_target("select count(*) from b"), "0");
    EXPECT_EQ(ask_target("insert into b default values returning id"), "1");
}

// What somebody makes while rows are taken is not taken for what the models make.
TEST_F(ResetMeanwhile, KeepsNothingThatOthersMakeMeanwhile) {
    model("a.sql", "create table a (id serial);");
    expect_rebuilt();
    target_sql("insert into a default values");
    auto client = server_->session(name());
    client.execute(sql::text("begin; alter table public.a add evil int; "
                             "create table public.extra ()"),
                   "altering");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("commit"), "altering");
    EXPECT_EQ(ended.get().status, 0);
    expect_reset(false);
    EXPECT_EQ(ask_target("select to_regclass('public.extra') is null"), "t");
    expect_rows_only();
}

// A snapshot does not name the subtransactions of who runs: their numbers are as good as any that
// was committed before. What this one makes is there when everything has been cleared away.
TEST_F(ResetMeanwhile, KeepsNothingThatASubtransactionOfOthersMakesMeanwhile) {
    target_sql("create schema elsewhere; create table elsewhere.t (id integer primary key)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; lock table elsewhere.t; select pg_current_xact_id(); "
                             "savepoint s; create table public.extra ()"),
                   "creating");
    execute({"select pg_current_xact_id()"}); // a greater number
    model("a.sql", "create table a (id integer references elsewhere.t);");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("commit"), "creating");
    EXPECT_EQ(ended.get().status, 0);
    expect_rebuilt();
    EXPECT_EQ(ask_target("select to_regclass('public.extra') is null"), "t");
    expect_rows_only();
}

// No row tells of what was dropped: there is one less.
TEST_F(ResetMeanwhile, KeepsNothingWhereOthersDropSomethingMeanwhile) {
    const std::string publication = "create publication p; ";
    model("a.sql", publication + "create table a (id integer);");
    expect_rebuilt();
    expect_rows_only();
    target_sql("create schema elsewhere; create table elsewhere.t (id integer primary key)");
    auto client = server_->session(name());
    client.execute(sql::text("begin; lock table elsewhere.t; drop publication p"), "dropping");
    model("a.sql", publication + "create table a (id integer references elsewhere.t);");
    auto ended = std::async(std::launch::async, [&] { return run(program()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    client.execute(sql::text("commit"), "dropping");
    EXPECT_EQ(ended.get().status, 0);
    expect_rebuilt();
    EXPECT_EQ(ask_target("select count(*) from pg_publication"), "1");
    expect_rows_only();
}

} // namespace
} // namespace pgslate::testing
