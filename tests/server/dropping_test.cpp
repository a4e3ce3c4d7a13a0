// Dropping databases that processes of the server are in, or that the server does not get to drop.
#include "database/dropping.hpp"
#include "support/own_server.hpp"
#include "support/program_test.hpp"

#include <csignal>
#include <thread>

namespace pgslate::database {
namespace {

using namespace std::chrono_literals;
using postgres::Session;
using testing::OwnServer;

sql::Text verbatim(const std::string& sql) {
    return sql::Text::verbatim(sql);
}

void execute(Session& session, const std::vector<std::string>& statements) {
    for (const auto& statement : statements) session.execute(verbatim(statement), "testing");
}

std::string ask(Session& session, const std::string& question) {
    return session.query_row(verbatim(question), "testing").at(0).value_or("NULL");
}

Session session_of(const OwnServer& server, const std::string& role,
                   std::chrono::milliseconds lock_timeout) {
    auto parameters = testing::socket_parameters(server.place());
    parameters.lock_timeout = lock_timeout;
    if (!role.empty()) parameters.keywords.emplace_back("options", "-c role=" + role);
    return Session(parameters);
}

// Statistics are gathered about what an index computes, and that takes long here.
void keep_autovacuum_busy(const OwnServer& server, Session& super) {
    execute(super, {"alter system set autovacuum_naptime = '1s'", "select pg_reload_conf()",
                    "create role app createdb", "create database app owner app"});
    auto session = server.session("app");
    execute(session, {"create function f(int) returns int language sql immutable as 'select $1'",
                      "create table t (a int) with (autovacuum_analyze_threshold = 1)",
                      "create index on t (f(a))", "insert into t select generate_series(1, 60)",
                      "create or replace function f(int) returns int language plpgsql immutable as "
                      "'begin perform pg_sleep(1); return $1; end'"});
    for (int i = 0; i < 300; ++i) {
        if (ask(super, "select count(*) from pg_stat_activity where datname = 'app' "
                       "and backend_type = 'autovacuum worker'")
            != "0")
            return;
        std::this_thread::sleep_for(100ms);
    }
    FAIL() << "no autovacuum came";
}

TEST(Dropping, AutovacuumIsSentAwayByRolesThatMayNotEndIt) {
    const OwnServer server;
    auto super = server.session();
    keep_autovacuum_busy(server, super);
    auto session = session_of(server, "app", 20s);
    drop(session, "app");
    EXPECT_EQ(ask(super, "select count(*) from pg_database where datname = 'app'"), "0");
}

TEST(Dropping, OnlyWhoIsNoOwnerIsToldOfOwners) {
    const OwnServer server;
    auto super = server.session();
    execute(super, {"create role app createdb", "create database other"});
    auto session = session_of(server, "app", 20s);
    try {
        drop(session, "other");
        FAIL() << "it belongs to somebody else";
    } catch (const Error& error) {
        EXPECT_EQ(error.status(), ExitStatus::refused);
        ASSERT_EQ(error.problems().front().hints.size(), 1U);
        EXPECT_NE(error.problems().front().hints.front().find("owner"), std::string::npos);
    }
}

// A process that does not answer is what stopped here; the server would wait for it for ever.
class Stopped {
  public:
    explicit Stopped(pid_t pid) : pid_(pid) { ::kill(pid_, SIGSTOP); }
    ~Stopped() { ::kill(pid_, SIGCONT); }
    Stopped(const Stopped&) = delete;
    Stopped& operator=(const Stopped&) = delete;

  private:
    pid_t pid_;
};

TEST(Dropping, TakesNoLongerThanWaitingForALock) {
    const OwnServer server;
    auto super = server.session();
    if (super.server().major() < 15) GTEST_SKIP() << "older servers wait for nobody";
    execute(super, {"create database app"});
    auto other = server.session();
    auto session = session_of(server, "", 1s);
    {
        const Stopped stopped(other.server().backend_pid);
        const auto begin = std::chrono::steady_clock::now();
        try {
            drop(session, "app");
            FAIL() << "somebody does not answer";
        } catch (const Error& error) {
            EXPECT_EQ(error.status(), ExitStatus::busy);
            EXPECT_NE(std::string(error.what()).find("not done it within 1 s"), std::string::npos);
        }
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
    }
    drop(session, "app");
    EXPECT_EQ(ask(super, "select count(*) from pg_database where datname = 'app'"), "0");
}

} // namespace
} // namespace pgslate::database
