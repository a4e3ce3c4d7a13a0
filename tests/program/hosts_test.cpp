// A target that leads to several servers: what a run does, it does on one of them.
#include "base/format.hpp"
#include "support/forwarder.hpp"
#include "support/own_server.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

std::string at(const TestServer& server) {
    return format("{}:{}", server.host, server.port);
}

// The target by a list of servers, all of which take the test server's password.
class Hosts : public ProgramTest {
  protected:
    Hosts() { model("a.sql", "create table a (id int);"); }

    Program on(const std::string& hosts, std::vector<std::string> arguments,
               const std::string& more = "") const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_URL"] = format("postgresql://{}/{}", hosts, more);
        return program;
    }

    static std::string ask_on(const OwnServer& server, const std::string& database,
                              const std::string& question) {
        auto session = server.session(database);
        const auto rows = session.query(sql::Text::verbatim(question), "testing");
        return rows.at(0).at(0).value_or("NULL");
    }

    static void run_on(const OwnServer& server, const std::string& database,
                       const std::string& statement) {
        server.session(database).execute(sql::Text::verbatim(statement), "testing");
    }

    // Has a database of the target's name with a table of its own.
    void prepare(const OwnServer& server) const {
        run_on(server, "postgres", format("drop database if exists {} with (force)", name()));
        run_on(server, "postgres", format("create database {}", name()));
        run_on(server, name(), "create table kept ()");
    }

    std::string what_is_on(const OwnServer& server) const {
        return ask_on(server, "postgres",
                      "select string_agg(datname, ' ' order by datname) from pg_database "
                      "where not datistemplate")
               + ": "
               + ask_on(server, name(),
                        "select string_agg(relname, ' ' order by relname) from pg_class "
                        "where relnamespace = 'public'::regnamespace");
    }
    bool is_as_prepared(const OwnServer& server) const {
        return what_is_on(server) == format("postgres {}: kept", name());
    }
};

// A standby says that a new database is not there before it is asked whether it may be written to.
TEST_F(Hosts, BehindAStandbyThePrimaryIsFoundForEverySession) {
    const OwnServer primary;
    const OwnServer standby(OwnServer::StandbyOf{primary});
    const auto hosts = format("{},{}", at(standby.place()), at(primary.place()));
    const std::string writes = "?target_session_attrs=read-write";
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"create"},
                                                                       {"resetdb"},
                                                                       {"resetdb", "--in-place"},
                                                                       {"resetdb", "--wait=20"},
                                                                       {"create"},
                                                                       {"status"},
                                                                       {"check", "--server"},
                                                                       {"dump"},
                                                                       {"drop"},
                                                                       {"resetdb"}}) {
        const auto ended = run(on(hosts, arguments, writes));
        EXPECT_EQ(ended.status, 0) << arguments.front() << ": " << ended.err;
    }
    const auto refused = run(on(hosts, {"resetdb"}));
    EXPECT_EQ(refused.status, 77) << "nobody said that it has to be the primary";
    EXPECT_NE(refused.err.find("target_session_attrs=read-write"), std::string::npos);
}

TEST_F(Hosts, ThatAreDeadArePassedOver) {
    const auto dead = Forwarder(test_server().host, test_server().port, "127.0.0.1").address();
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"resetdb"}, {"create"}, {"status"}, {"resetdb", "--in-place"}, {"drop"}}) {
        const auto ended = run(on(format("{},{}", dead, at(test_server())), arguments));
        EXPECT_EQ(ended.status, 0) << ended.err;
    }
}

// Something in between passes the first connections on to one server, and all others to another.
TEST_F(Hosts, ARunThatComesToAnotherServerEnds) {
    const OwnServer one;
    const OwnServer other;
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"resetdb"}, {"resetdb", "--in-place"}, {"create"}, {"drop"}}) {
        int ended_early = 0;
        for (int few = 1; few < 12; ++few) {
            prepare(one);
            prepare(other);
            int connections = 0;
            std::unique_ptr<Forwarder> between;
            between = std::make_unique<Forwarder>(
                one.place().host, one.place().port, "127.0.0.1", "0", [&]() {
                    if (++connections > few)
                        between->lead_to(other.place().host, other.place().port);
                    return passing_on();
                });
            const auto ended = run(on(between->address(), arguments));
            EXPECT_TRUE(is_as_prepared(other)) << arguments.front() << " after " << few << ": "
                                               << what_is_on(other) << ended.out << ended.err;
            if (ended.status == 0) break;
            ++ended_early;
            EXPECT_EQ(ended.status, 69) << ended.err;
            EXPECT_NE(ended.err.find("sessions on to several servers"), std::string::npos)
                << ended.err;
            EXPECT_TRUE(is_as_prepared(one)) << ended.err;
        }
        // To drop a database that nobody uses, one session is enough.
        if (arguments.front() != "drop") {
            EXPECT_GT(ended_early, 0) << arguments.front();
        }
    }
}

// The guard asks nothing of a server on this machine; what comes next in the list is another one.
TEST_F(Hosts, WhatTheGuardSawIsWhatIsDestroyed) {
    const OwnServer here;
    const Forwarder far(test_server().host, test_server().port);
    if (far.address().empty()) GTEST_SKIP() << "this machine has no address but loopback";
    run_sql(format("create database {}", name()));
    run_sql("create table kept ()", name());
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"resetdb", "--in-place"}, {"resetdb"}}) {
        prepare(here);
        std::unique_ptr<Forwarder> near;
        near = std::make_unique<Forwarder>(here.place().host, here.place().port, "127.0.0.1", "0",
                                           [&]() {
                                               near->stop_listening();
                                               return passing_on();
                                           });
        const auto ended = run(on(format("{},{}", near->address(), far.address()), arguments));
        EXPECT_EQ(ask_target("select to_regclass('public.kept') is not null"), "t");
        // To empty the database in place, the session that the guard has asked is enough.
        const bool in_place = arguments.size() > 1;
        EXPECT_EQ(ended.status, in_place ? 0 : 69) << ended.err;
        EXPECT_EQ(is_as_prepared(here), !in_place);
    }
}

// libpq takes the address and calls the server by the folder.
TEST_F(Hosts, AnAddressIsNotOnThisMachineBecauseTheHostIsCalledLikeAFolder) {
    const Forwarder far(test_server().host, test_server().port);
    if (far.address().empty()) GTEST_SKIP() << "this machine has no address but loopback";
    run_sql(format("create database {}", name()));
    const auto colon = far.address().find(':');
    const auto url =
        format("postgresql://{}@/{}?host=/tmp&hostaddr={}&port={}", test_server().user, name(),
               far.address().substr(0, colon), far.address().substr(colon + 1));
    auto program = pgslate({"drop", "--url", url});
    program.environment = {{"PGPASSWORD", test_server().password}};
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 77) << ended.err;
    EXPECT_NE(ended.err.find(far.address().substr(0, colon)), std::string::npos) << ended.err;
    EXPECT_TRUE(database_exists(name()));
}

} // namespace
} // namespace pgslate::testing
