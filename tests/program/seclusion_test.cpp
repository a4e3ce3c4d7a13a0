// Nobody comes into a database while models are built in it: whoever did could make there what the
// models then find and run. Nor does it belong yet to the owner of the one that it replaces.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
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

} // namespace
} // namespace pgslate::testing
