// Reading a database that others change: what is read is what it was at one moment.
#include "base/format.hpp"
#include "catalog/catalog.hpp"
#include "live/hold.hpp"
#include "live/read.hpp"
#include "support/own_server.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

namespace pgslate::live {
namespace {

using namespace std::chrono_literals;
using catalog::Kind;
using pgslate::testing::TestDatabase;
using postgres::Session;

void run(Session& session, const std::string& sql) {
    session.execute(sql::Text::verbatim(sql), "preparing a test");
}

std::string one(Session& session, const std::string& sql) {
    return session.query(sql::Text::verbatim(sql), "asking in a test").at(0).at(0).value_or("");
}

// Somebody who changes something again and again, as long as it lives.
class Changing {
  public:
    Changing(const TestDatabase& database, std::function<std::string(int)> change)
        : thread_([&database, change = std::move(change)](const std::stop_token& stop) {
              auto session = database.session();
              for (int number = 1; !stop.stop_requested(); ++number) {
                  run(session, change(number));
                  std::this_thread::sleep_for(5ms);
              }
          }) {}

  private:
    std::jthread thread_;
};

catalog::Catalog read(Session& session, std::chrono::milliseconds patience = usual_patience) {
    return live::read(session, Dependencies::none, {}, patience).catalog;
}

// Waits until somebody waits for a lock that `holder` has.
void wait_for_a_waiter(Session& holder) {
    for (int i = 0; i < 3000; ++i) {
        if (one(holder,
                "select exists (select from pg_locks where not granted and pg_backend_pid() = any "
                "(pg_blocking_pids(pid)))")
            == "t")
            return;
        std::this_thread::sleep_for(10ms);
    }
    FAIL() << "nobody waits";
}

TEST(ReadingWhile, AColumnGetsNewNamesItSeesOneOfThem) {
    const TestDatabase database;
    auto session = database.session();
    run(session, "create table t (c0 integer check (c0 > 0))");
    const Changing changing(database, [](int number) {
        return format("alter table t rename c{} to c{}", number - 1, number);
    });
    for (int time = 0; time < 10; ++time) {
        const auto catalog = read(session);
        const auto* check = catalog.find({Kind::check, {"public", "t", "t_c0_check"}, {}});
        ASSERT_NE(check, nullptr);
        const auto expression = check->text("expression");
        const auto name = expression.substr(1, expression.find(' ') - 1);
        EXPECT_NE(catalog.find({Kind::column, {"public", "t", name}, {}}), nullptr) << expression;
    }
}

// Its arguments are printed by the server's functions, its body is read from its row.
void expect_whole(const catalog::Fact& fact) {
    if (fact.id.kind == Kind::view) {
        EXPECT_NE(fact.text("query"), "");
    }
    if (fact.id.kind != Kind::function) return;
    const auto number = fact.text("body").substr(std::string("select ").size());
    EXPECT_EQ(fact.text("returns"), "integer");
    EXPECT_EQ(fact.text("arguments"), format("a integer DEFAULT {}", number));
}

TEST(ReadingWhile, FunctionsAndViewsAreMadeAnewItSeesWholeOnes) {
    const TestDatabase database;
    auto session = database.session();
    run(session, "create function f(a int default 0) returns int language sql as 'select 0'; "
                 "create view v as "
                 "select 0 as x");
    const Changing changing(database, [](int number) {
        return format(
            "drop function f; drop view v; create function f(a int default {0}) returns int "
            "language sql as 'select {0}'; create view v as select {0} as x",
            number);
    });
    for (int time = 0; time < 10; ++time)
        for (const auto& [id, fact] : read(session).facts) expect_whole(fact);
}

class ReadingWhileSomebodyWorks : public ::testing::Test {
  protected:
    ReadingWhileSomebodyWorks() {
        run(other_,
            "create table t (before integer); create table busy (id integer); create view v as "
            "select id from busy");
    }

    // The reader has its snapshot and waits; then t changes.
    std::future<catalog::Catalog> begin_reading(std::chrono::milliseconds patience) {
        run(other_, "begin; lock table busy in access exclusive mode");
        auto reading = std::async(std::launch::async, [this, patience] {
            auto session = database_.session();
            return read(session, patience);
        });
        wait_for_a_waiter(other_);
        run(other_, "alter table t rename before to after; commit");
        return reading;
    }

    TestDatabase database_;
    Session other_ = database_.session();
};

TEST_F(ReadingWhileSomebodyWorks, ReadsAgain) {
    const auto catalog = begin_reading(usual_patience).get();
    EXPECT_NE(catalog.find({Kind::column, {"public", "t", "after"}, {}}), nullptr);
    EXPECT_EQ(catalog.find({Kind::column, {"public", "t", "before"}, {}}), nullptr);
}

TEST_F(ReadingWhileSomebodyWorks, SaysWhatKeptChangingWhenTheTimeIsUp) {
    auto reading = begin_reading(0ms);
    try {
        reading.get();
        FAIL() << "it was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.status(), ExitStatus::busy);
        EXPECT_NE(std::string(error.what()).find("relation public.t kept changing"),
                  std::string::npos)
            << error.what();
    }
}

TEST(ReadingWhile, OthersChangeSomethingDamageIsToldAsDamage) {
    const TestDatabase database;
    auto session = database.session();
    run(session,
        "create function f() returns int language sql as 'select 1'; create view v as select "
        "f() as x; create table t (c0 integer); delete from pg_proc where proname = 'f'");
    const Changing changing(database, [](int number) {
        return format("alter table t rename c{} to c{}", number - 1, number);
    });
    try {
        read(session);
        FAIL() << "it was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.problems().front().sqlstate, postgres::sqlstate::internal_error);
        EXPECT_EQ(error.problems().front().hints.size(), 1U);
        EXPECT_EQ(error.status(), ExitStatus::failed);
    }
}

class Holding : public ::testing::Test {
  protected:
    Holding() {
        run(session_, "create table a (id integer); create table b (id integer); create view c as "
                      "select from b");
    }

    void hold_from(const std::string& begin) {
        const auto relations = holdable(session_);
        EXPECT_EQ(relations.size(), 3U);
        run(session_, begin);
        run(session_, "set local lock_timeout = '100ms'");
        meanwhile_();
        hold(session_, relations);
    }

    std::string held() {
        return one(session_, "select string_agg(relname, ' ' order by relname) from pg_locks join "
                             "pg_class c on c.oid = relation where pid = pg_backend_pid() and "
                             "relation >= 16384 and mode = 'AccessShareLock'");
    }

    const TestDatabase database_;
    Session session_ = database_.session();
    Session other_ = database_.session();
    std::function<void()> meanwhile_ = [] {};
};

TEST_F(Holding, ComesBeforeTheSnapshot) {
    meanwhile_ = [this] { run(other_, "create table late (id integer)"); };
    hold_from("begin isolation level repeatable read");
    run(other_, "create table later (id integer)");
    EXPECT_EQ(one(session_, "select count(*) from pg_class where relname = 'later'"), "0");
    EXPECT_EQ(one(session_, "select count(*) from pg_class where relname = 'late'"), "1");
    EXPECT_EQ(held(), "a b c");
}

TEST_F(Holding, PassesOverWhatIsGone) {
    meanwhile_ = [this] { run(other_, "drop table a"); };
    hold_from("begin isolation level repeatable read");
    EXPECT_EQ(held(), "b c");
}

TEST_F(Holding, PassesOverWhatSomebodyElseHolds) {
    meanwhile_ = [this] { run(other_, "begin; lock table a in access exclusive mode"); };
    hold_from("begin isolation level repeatable read");
    EXPECT_EQ(held(), "b c");
}

TEST_F(Holding, AsksOnlyForWhatTheRoleMayLock) {
    run(session_, "grant select on b to pg_monitor; set role "
                  "pg_monitor");
    EXPECT_EQ(holdable(session_).size(), 1U);
}

// A server with room for some hundred locks, and a database with more views than that.
TEST(ReadingManyViews, TakesNoMoreLocksThanThereAre) {
    const pgslate::testing::OwnServer server;
    {
        auto session = server.session();
        for (const auto* setting : {"max_locks_per_transaction = 10", "max_connections = 10",
                                    "max_prepared_transactions = 0", "max_wal_senders = 0",
                                    "max_replication_slots = 0", "max_worker_processes = 0"})
            run(session, format("alter system set {}", setting));
    }
    server.crash();
    auto session = server.session();
    constexpr int views = 1500;
    for (int first = 0; first < views; first += 50)
        run(session,
            format("do $$ begin for i in {0}..{0} + 49 loop execute format('create table t%s (); "
                   "create view v%1$s as select from t%1$s', i); end loop; end $$",
                   first));
    EXPECT_THROW(run(session, "select pg_get_viewdef(oid) from pg_class where relkind = 'v'"),
                 Error);
    const auto found = read(session);
    EXPECT_EQ(std::ranges::count_if(
                  found.facts, [](const auto& entry) { return entry.first.kind == Kind::view; }),
              views);
    EXPECT_LT(holdable(session).size(), 200U);
    run(session, "begin");
    hold(session, holdable(session));
    run(session, "select 1 from t0"); // there is room for the next one
}

} // namespace
} // namespace pgslate::live
