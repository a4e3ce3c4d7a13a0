// Nobody comes into a database while models are built in it: whoever did could make there what the
// models then find and run. Nor does it belong yet to the owner of the one that it replaces.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <optional>
#include <set>
#include <thread>
#include <variant>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

constexpr const char* everybodys_password = "secret";

postgres::ConnectionParameters as(const LoginRole& role, const std::string& database) {
    auto parameters = tcp_parameters(database);
    std::erase_if(parameters.keywords, [](const auto& pair) {
        return pair.first == "user" || pair.first == "password";
    });
    parameters.keywords.emplace_back("user", role.name());
    parameters.keywords.emplace_back("password", everybodys_password);
    return parameters;
}

// Whoever is put out again at once is not in.
bool may_enter(const LoginRole& role, const std::string& database) try {
    return std::holds_alternative<postgres::Session>(postgres::Session::open(as(role, database)));
} catch (const postgres::ConnectionLost&) {
    return false;
}

class Seclusion : public ProgramTest {
  protected:
    // The builder stays there for a while.
    void SetUp() override {
        model("a.sql", "create table t (id integer);\ndo $$ begin perform pg_sleep(1); end $$;\n");
    }

    Program pgslate_as(const LoginRole& role, std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_USER"] = role.name();
        program.environment["POSTGRES_PW"] = everybodys_password;
        return program;
    }

    // Where a role runs the model at this moment; empty if nowhere.
    static std::string being_built_by(const LoginRole& role) {
        return ask(format("select coalesce(min(d.datname), '') from pg_stat_activity a "
                          "join pg_database d on d.oid = a.datid where a.usename = '{}' "
                          "and a.state = 'active' and starts_with(d.datname, 'pgslate_') "
                          "and a.query like '%pg_sleep%'",
                          role.name()));
    }

    // Runs it, and says for whom of others the doors were open meanwhile.
    std::string who_could_enter(const Program& program, const LoginRole& builder) const {
        auto running = std::async(std::launch::async, [&] { return run(program); });
        std::set<std::string> entered;
        bool seen = false;
        while (running.wait_for(20ms) != std::future_status::ready) {
            const auto database = being_built_by(builder);
            if (database.empty()) continue;
            std::set<std::string> now;
            if (may_enter(anybody_, database)) now.insert("anybody");
            if (may_enter(owner_, database)) now.insert("owner");
            if (being_built_by(builder) != database) continue; // it was ready meanwhile
            seen = true;
            entered.merge(now);
        }
        const auto ended = running.get();
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_TRUE(seen) << "nothing was built";
        return format("{}", join(entered, " "));
    }

    void expect_closed_for_others(const LoginRole& builder) {
        EXPECT_EQ(who_could_enter(pgslate_as(builder, {"check", "--server"}), builder), "");
        EXPECT_EQ(who_could_enter(pgslate_as(builder, {"create"}), builder), "");
        EXPECT_TRUE(may_enter(anybody_, name()));
        run_sql(format("alter database {} owner to {}", name(), owner_.name()));
        const auto privileges = format("select coalesce(datacl, acldefault('d', datdba))::text "
                                       "from pg_database where datname = '{}'",
                                       name());
        const auto before = ask(privileges);
        EXPECT_EQ(who_could_enter(pgslate_as(builder, {"resetdb"}), builder), "");
        EXPECT_TRUE(may_enter(anybody_, name()));
        EXPECT_EQ(ask(privileges), before);
        EXPECT_EQ(ask(format("select pg_get_userbyid(datdba) || datconnlimit from pg_database "
                             "where datname = '{}'",
                             name())),
                  owner_.name() + "-1");
    }

    LoginRole owner_{everybodys_password};
    LoginRole anybody_{everybodys_password};
};

TEST_F(Seclusion, HoldsWhereASuperuserBuilds) {
    const LoginRole builder(everybodys_password, "superuser");
    expect_closed_for_others(builder);
}

TEST_F(Seclusion, HoldsWhereARoleBuildsThatMayCreateDatabases) {
    const LoginRole builder(everybodys_password, "createdb");
    run_sql(format("grant {} to {}", owner_.name(), builder.name()));
    expect_closed_for_others(builder);
}

// The role that logged in is let in all the same.
TEST_F(Seclusion, LetsInWhoeverActsAsAnotherRole) {
    const LoginRole acting(everybodys_password, "createdb");
    const LoginRole builder(everybodys_password, "noinherit");
    run_sql(format("grant {} to {}", acting.name(), builder.name()));
    const auto program = pgslate({"create", "--url",
                                  format("postgresql://{}:{}@{}:{}/{}?options=-c%20role%3D{}",
                                         builder.name(), everybodys_password, test_server().host,
                                         test_server().port, name(), acting.name())});
    EXPECT_EQ(who_could_enter(program, builder), "");
    EXPECT_TRUE(may_enter(anybody_, name()));
    EXPECT_EQ(ask(format("select pg_get_userbyid(datdba) || ' ' || (datacl::text like '%{}%') "
                         "from pg_database where datname = '{}'",
                         builder.name(), name())),
              acting.name() + " false");
}

// A superuser comes in all the same: the test, while `builder` builds.
class Intrusion : public Seclusion {
  protected:
    void SetUp() override {
        model("a.sql", "do $$ begin perform pg_sleep(1); end $$;\ncreate table t (id integer);\n");
    }

    // How the program ends while `statement` has been run there by somebody who stays.
    Ended run_intruded(const LoginRole& builder, std::vector<std::string> arguments,
                       const std::string& statement) {
        arguments.insert(arguments.end(), {"--lock-timeout", "1s"});
        auto running =
            std::async(std::launch::async, [&] { return run(pgslate_as(builder, arguments)); });
        while (place_.empty() && running.wait_for(20ms) != std::future_status::ready)
            place_ = being_built_by(builder);
        EXPECT_NE(place_, "") << "nothing was built";
        intruder_.emplace(socket_parameters(place_));
        intruder_->execute(sql::Text::verbatim(statement), "coming in");
        pid_ = intruder_->query(sql::text("SELECT pg_backend_pid()"), "asking").at(0).number(0);
        return running.get();
    }
    std::string named() const { return format("in it is process {} of role ", pid_); }

    std::string place_;
    std::optional<postgres::Session> intruder_;
    long pid_ = 0;
};

TEST_F(Intrusion, IsNamedWhereItHoldsALock) {
    const LoginRole builder(everybodys_password, "superuser");
    for (const auto* command : {"create", "resetdb"}) {
        place_.clear();
        const auto ended =
            run_intruded(builder, {command}, "begin; create table public.t (id integer)");
        EXPECT_EQ(ended.status, 75) << ended.err;
        EXPECT_EQ(count_of(named(), ended.err), 1U) << ended.err;
        EXPECT_LT(ended.took, 5s);
        EXPECT_FALSE(database_exists(place_)) << ended.err;
        EXPECT_FALSE(database_exists(name()));
    }
}

TEST_F(Intrusion, IsEndedWhereItOnlyLooks) {
    const LoginRole builder(everybodys_password, "superuser");
    const auto ended = run_intruded(builder, {"create"}, "select 1");
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_TRUE(database_exists(name()));
    EXPECT_THROW(intruder_->execute(sql::text("SELECT 1"), "staying"), Error);
}

// PostgreSQL lets nobody but a superuser end a superuser's session. What cannot be dropped is
// named, and goes with the next run.
TEST_F(Intrusion, IsNamedWhereItMayNotBeEnded) {
    const LoginRole builder(everybodys_password, "createdb");
    const auto ended = run_intruded(builder, {"create"}, "select 1");
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_EQ(count_of(named(), ended.err), 2U) << "error and warning: " << ended.err;
    EXPECT_EQ(count_of("background worker", ended.err), 0U) << ended.err;
    EXPECT_LT(ended.took, 6s) << "twice the lock timeout, and what is built";
    EXPECT_FALSE(database_exists(name()));
    intruder_.reset();
    EXPECT_EQ(run(pgslate_as(builder, {"create"})).status, 0);
    EXPECT_FALSE(database_exists(place_));
}

TEST_F(Intrusion, LeavesTheFormerDatabaseAsItWas) {
    const LoginRole builder(everybodys_password, "createdb");
    EXPECT_EQ(run(pgslate_as(builder, {"create"})).status, 0);
    run_sql("create table kept ()", name());
    const auto ended = run_intruded(builder, {"resetdb"}, "select 1");
    EXPECT_EQ(ended.status, 75) << ended.err;
    EXPECT_GE(count_of(named(), ended.err), 1U) << ended.err;
    EXPECT_EQ(ask_target("select to_regclass('kept') is not null"), "t");
    intruder_.reset();
    EXPECT_EQ(run(pgslate_as(builder, {"resetdb"})).status, 0);
    EXPECT_FALSE(database_exists(place_));
    EXPECT_EQ(ask_target("select to_regclass('kept') is null"), "t");
}

} // namespace
} // namespace pgslate::testing
