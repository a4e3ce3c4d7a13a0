// apply while others work with the database.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

// A table that is to have one more column.
class ApplyLocks : public ProgramTest {
  protected:
    ApplyLocks() {
        model("model.sql", "create table t (id integer); create table u (id integer);");
        EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
        model("model.sql",
              "create table t (id integer, a text); create table u (id integer, a text);");
    }

    void begin_reading(const std::string& question) {
        auto parameters = socket_parameters(name());
        parameters.task = "report";
        reader_.emplace(parameters);
        for (const auto& statement : {std::string("begin"), question})
            reader_->execute(sql::Text::verbatim(statement), "reading");
    }

    Ended apply(const std::string& lock_timeout) const {
        return run_pgslate({"apply", "--lock-timeout", lock_timeout});
    }

    std::string added() const {
        return ask_target("select count(*) from pg_attribute where attname = 'a' and attrelid in "
                          "('public.t'::regclass, 'public.u'::regclass)");
    }

    void await_waiting() const {
        for (int i = 0; i < 1000; ++i) {
            if (ask_target("select count(*) from pg_locks where not granted and relation in "
                           "('public.t'::regclass, 'public.u'::regclass)")
                != "0")
                return;
            std::this_thread::sleep_for(10ms);
        }
        FAIL() << "nobody waits";
    }

    std::optional<postgres::Session> reader_;
    std::atomic<bool> over_ = false;
};

TEST_F(ApplyLocks, NamesWhoeverIsInTheWayAndChangesNothing) {
    begin_reading("select id, 'postgresql://me:g1heim@h/' /* \033[2J */ from public.u");
    const auto ended = apply("100ms");
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_EQ(added(), "0");
    const auto blocker = format(
        "ACCESS EXCLUSIVE on public.u: in the way is process {} of role {} (pgslate report, ",
        reader_->server().backend_pid, test_server().user);
    EXPECT_EQ(count_of(blocker, ended.err), 5U) << ended.err;
    EXPECT_EQ(count_of("its transaction for ", ended.err), 5U) << ended.err;
    EXPECT_EQ(count_of(" s ago: select id, ", ended.err), 5U) << ended.err;
    EXPECT_EQ(count_of("55P03", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("Tried 5 times", ended.err), 1U) << ended.err;
    for (const auto* never : {"g1heim", "\033"}) EXPECT_EQ(count_of(never, ended.err), 0U) << never;
    reader_.reset();
    EXPECT_EQ(apply("5s").status, 0);
    EXPECT_EQ(added(), "2");
}

TEST_F(ApplyLocks, AreTriedAgainUntilTheyAreToBeHad) {
    begin_reading("select id from public.u");
    auto applying = std::async(std::launch::async, [this] { return apply("300ms"); });
    await_waiting();
    std::this_thread::sleep_for(400ms);
    reader_.reset();
    const auto ended = applying.get();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_GE(count_of("trying again", ended.err), 1U) << ended.err;
    EXPECT_EQ(added(), "2");
}

// What a session of an application measures: the longest that one of its statements took.
std::chrono::milliseconds longest_of(postgres::Session& session, const std::string& statement,
                                     const std::future<Ended>& until) {
    std::chrono::milliseconds longest{0};
    while (until.wait_for(0ms) != std::future_status::ready) {
        const auto begin = std::chrono::steady_clock::now();
        session.execute(sql::Text::verbatim(statement), "working");
        longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::steady_clock::now() - begin));
    }
    return longest;
}

// As pg_dump does, one holds weak locks on everything for a long time, and two others let go in
// turns: each wait alone would be short enough, and all of them together lock out the first table.
TEST_F(ApplyLocks, KeepNobodyWaitingForLongerThanOneOfThemMay) {
    model("model.sql", "create table t (id integer); create table u (id integer);"
                       "create table v (id integer); create table w (id integer);");
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    model("model.sql", "create table t (id integer, a text); create table u (id integer, a text);"
                       "create table v (id integer, a text); create table w (id integer, a text);");
    postgres::Session application(socket_parameters(name()));
    std::vector<std::future<void>> others;
    for (const auto& [table, time] : {std::pair("u", 700ms), {"v", 1400ms}, {"w", 600000ms}})
        others.push_back(std::async(std::launch::async, [&, table = std::string(table), time] {
            postgres::Session session(socket_parameters(name()));
            session.execute(
                sql::Text::verbatim(format("begin; lock public.{} in access share mode", table)),
                "dumping");
            for (auto waited = 0ms; waited < time && !over_; waited += 50ms)
                std::this_thread::sleep_for(50ms);
        }));
    for (int i = 0; i < 1000
                    && ask_target("select count(*) from pg_locks where mode = "
                                  "'AccessShareLock' and relation >= 16384")
                           != "3";
         ++i)
        std::this_thread::sleep_for(10ms);
    auto applying = std::async(std::launch::async, [this] { return apply("1s"); });
    const auto longest = longest_of(application, "select * from public.t", applying);
    over_ = true;
    const auto ended = applying.get();
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_LT(longest, 1800ms);
    EXPECT_GT(longest, 500ms) << "or apply has locked nobody out";
    EXPECT_GE(count_of("in the way is", ended.err), 1U) << ended.err;
}

// While apply waits for a lock, its holder alters what is waited for.
TEST_F(ApplyLocks, PlansAgainWhenSomebodyAltersTheDatabaseInBetween) {
    for (const auto* meanwhile : {"alter table public.t add a text", "drop table public.t"}) {
        run_sql("drop table t, u; create table t (id integer); create table u (id integer)",
                name());
        begin_reading("lock public.t");
        auto applying = std::async(std::launch::async, [this] { return apply("20s"); });
        await_waiting();
        reader_->execute(sql::Text::verbatim(meanwhile), "altering");
        reader_->execute(sql::Text::verbatim("commit"), "altering");
        const auto ended = applying.get();
        EXPECT_EQ(count_of("planned again", ended.err), 1U) << meanwhile << ended.err;
        EXPECT_EQ(ended.status, 0) << meanwhile << ended.err;
        EXPECT_EQ(added(), "2") << meanwhile;
        reader_.reset();
    }
}

TEST_F(ApplyLocks, LosesNothingThatSomebodyAddsInBetween) {
    begin_reading("lock public.t");
    auto applying = std::async(std::launch::async, [this] { return apply("20s"); });
    await_waiting();
    reader_->execute(sql::Text::verbatim("alter table public.t add more text; insert into public.t "
                                         "(more) values ('x'); commit"),
                     "altering");
    const auto ended = applying.get();
    EXPECT_EQ(ended.status, 77) << ended.err;
    EXPECT_EQ(count_of("\n  column public.t.more\n", ended.err), 1U) << ended.err;
    EXPECT_EQ(added(), "0");
}

TEST_F(ApplyLocks, LetOneWorkAndTheOthersFindNothingToDo) {
    std::vector<std::future<Ended>> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(std::async(std::launch::async, [this] { return run_pgslate({"apply"}); }));
    std::size_t worked = 0;
    std::size_t idle = 0;
    for (auto& one : all) {
        const auto ended = one.get();
        EXPECT_EQ(ended.status, 0) << ended.err;
        worked += count_of("Altering the database.", ended.out + ended.err);
        idle += count_of("Nothing to do.", ended.out);
    }
    EXPECT_EQ(worked, 1U);
    EXPECT_EQ(idle, 19U);
    EXPECT_EQ(added(), "2");
}

} // namespace
} // namespace pgslate::testing
