// What models say about the database as a whole: meant for the one that has the name in the end.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class AboutDatabase : public ProgramTest {
  protected:
    void SetUp() override { model("a.toml", "[table.a.columns]\nid = \"integer primary key\"\n"); }

    // Owner, comment, privileges of the role, settings.
    std::string facts() const {
        return ask(format("select concat_ws('|', pg_get_userbyid(datdba), "
                          "shobj_description(oid, 'pg_database'), "
                          "has_database_privilege('{}', oid, 'CREATE'), "
                          "(select setconfig::text from pg_db_role_setting "
                          "where setdatabase = d.oid and setrole = 0)) "
                          "from pg_database d where datname = '{}'",
                          role_.name(), name()));
    }

    std::string declared(const std::string& more = "") const {
        return format("comment on database {0} is 'declared';\n"
                      "create schema s grant create on database {0} to {1};\n"
                      "alter database {0} set work_mem = '3MB';\n"
                      "alter database {0} owner to {1};\n{2}",
                      name(), role_.name(), more);
    }

    std::string as_declared() const {
        return format("{}|declared|t|{{work_mem=3MB}}", role_.name());
    }

    LoginRole role_{"secret-1"};
};

TEST_F(AboutDatabase, IsRunWhenTheDatabaseHasItsName) {
    model("b.sql", declared());
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    EXPECT_EQ(facts(), as_declared());
    run_sql(format("alter database {0} owner to current_user; comment on database {0} is 'x';"
                   "revoke create on database {0} from {1}; alter database {0} reset all",
                   name(), role_.name()));
    for (const auto& arguments : {std::vector<std::string>{"resetdb"}, {"resetdb", "--in-place"}}) {
        EXPECT_EQ(run_pgslate(arguments).status, 0);
        EXPECT_EQ(facts(), as_declared());
        run_sql(format("alter database {0} owner to current_user; alter database {0} reset all",
                       name()));
    }
}

// Whatever fails, and whenever.
TEST_F(AboutDatabase, LeavesTheOldOneAsItWasWhenARunFails) {
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    const auto before = facts();
    const std::string quick =
        "create subscription s connection '' publication p with (connect = false, "
        "slot_name = none);\n";
    for (const auto& failing :
         {format("grant connect on database {} to no_such_role;", name()),
          format("alter database {} rename to {}_other;", name(), name()),
          format("alter database {} set tablespace pg_default;", name()),
          std::string("select 1 / 0;"),
          quick + format("grant connect on database {} to no_such_role;", name())}) {
        model("b.sql", declared(failing));
        for (const auto& arguments :
             {std::vector<std::string>{"resetdb"}, {"resetdb", "--in-place"}}) {
            const auto ended = run_pgslate(arguments);
            EXPECT_NE(ended.status, 0) << failing;
            EXPECT_EQ(facts(), before) << failing;
        }
        EXPECT_EQ(
            ask(format("select count(*) from pg_database d where datname ~ '^pgslate_(new|old)' "
                       "and shobj_description(oid, 'pg_database') ~ '{}'",
                       name())),
            "0")
            << failing;
    }
    ASSERT_EQ(run_pgslate({"drop"}).status, 0);
    EXPECT_NE(run_pgslate({"create"}).status, 0);
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(AboutDatabase, IsBlamedOnItsLine) {
    model("b.sql",
          format("\nset role {};\ngrant nonsense on database {} to public;", role_.name(), name()));
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 1) << ended.err;
    EXPECT_EQ(
        count_of("schemas/b.sql:3:1: error: unrecognized privilege type \"nonsense\"", ended.err),
        1U)
        << ended.err;
    EXPECT_EQ(count_of("There is still no database", ended.err), 1U) << ended.err;
}

TEST_F(AboutDatabase, OfAnotherNameIsMeantForThatOne) {
    const TestDatabase other;
    model("b.sql", format("comment on database {} is 'from afar'", other.name()));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    EXPECT_EQ(
        ask(format(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = '{}'",
            other.name())),
        "from afar");
}

TEST_F(AboutDatabase, KeepsTheMarkOfAProtectedOne) {
    model("b.sql", declared());
    ASSERT_EQ(run_pgslate({"create", "--protect"}).status, 0);
    for (const auto& arguments : {std::vector<std::string>{"resetdb", "--confirm", name()},
                                  {"resetdb", "--in-place", "--confirm", name()}}) {
        EXPECT_EQ(run_pgslate(arguments).status, 0);
        EXPECT_EQ(count_of("declared [protected by pgslate]", facts()), 1U) << facts();
    }
}

// Even one that is called like a table that is new.
TEST_F(AboutDatabase, SaysNothingToADatabaseThatIsThere) {
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    const auto before = facts();
    model("b.sql", declared(format("create table {} (id integer);", name())));
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    EXPECT_EQ(ask_target(format("select count(*) from pg_class where relname = '{}'", name())),
              "1");
    EXPECT_EQ(facts(), before);
}

TEST_F(AboutDatabase, IsNotReachedByReassigningBeforeItHasItsName) {
    ASSERT_EQ(run_pgslate({"create", "--owner", role_.name()}).status, 0);
    const auto before = facts();
    model("b.sql", format("reassign owned by {} to current_user;", role_.name()));
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 65) << ended.err;
    EXPECT_EQ(count_of("schemas/b.sql:1:1: error: reassign owned by", ended.err), 1U) << ended.err;
    EXPECT_EQ(facts(), before);
    const LoginRole other("secret-2");
    model("b.sql", format("drop owned by {};", other.name()));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
}

} // namespace
} // namespace pgslate::testing
