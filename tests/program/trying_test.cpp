// Where models are only tried, nothing else is changed.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace pgslate::testing {
namespace {

class Trying : public ProgramTest {
  protected:
    void SetUp() override {
        model("a.toml", "[table.a.columns]\nid = \"integer primary key\"\n");
        ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    }

    // Everything that statements of models could change on the server.
    std::string server() const {
        return ask(format(
            "select concat_ws('|', d::text, shobj_description(d.oid, 'pg_database'), r::text, "
            "(select array_agg(s::text) from pg_db_role_setting s where s.setdatabase = d.oid or "
            "s.setrole = r.oid), "
            "(select array_agg(m::text) from pg_auth_members m where m.member = r.oid)) "
            "from (select oid, datname, datdba, datacl from pg_database) d, pg_roles r "
            "where d.datname = '{}' and r.rolname = '{}'",
            name(), role_.name()));
    }

    LoginRole role_{"secret-1"};
};

TEST_F(Trying, ChangesNothingOnTheServer) {
    const TemporaryFolder open_to_all;
    std::filesystem::permissions(open_to_all.path(), std::filesystem::perms::all);
    const auto mark = open_to_all.path() / "mark";
    model(
        "b.sql",
        format("revoke connect on database {0} from public;\n"
               "grant create on database {0} to {1};\n"
               "create schema s grant temporary on database {0} to {1};\n"
               "comment on database {0} is 'x';\n"
               "alter database {0} set work_mem = '1MB';\n"
               "alter role {1} createdb;\n"
               "alter role {1} in database {0} set work_mem = '1MB';\n"
               "grant pg_monitor to {1};\n"
               "reassign owned by current_user to {1};\n"
               "drop owned by {1};\n"
               "select pg_terminate_backend(pg_backend_pid());\n"
               "copy (select 1) to program 'touch {2}';\n"
               "copy (select 1) to '{2}';\n"
               "create table t as select pg_terminate_backend(pg_backend_pid()) as a;\n"
               "create materialized view m as select 1 / 0 as a;\n"
               "select pg_terminate_backend(pg_backend_pid()) as a into u;\n"
               "select set_config('x.y', pg_terminate_backend(pg_backend_pid())::text, false);\n"
               "set standard_conforming_strings = off;\n"
               "comment on table a is '\\''; select pg_terminate_backend(pg_backend_pid()); --';\n",
               name(), role_.name(), mark.string()));
    const auto before = server();
    for (const auto& arguments : {std::vector<std::string>{"check", "--server"}, {"status"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_LT(ended.status, 3) << ended.out << ended.err;
        EXPECT_EQ(ended.err, "");
    }
    EXPECT_EQ(server(), before);
    EXPECT_FALSE(std::filesystem::exists(mark));
    expect_that_no_scratch_database_stays();
}

TEST_F(Trying, SaysWhatDidNotRun) {
    model("b.sql", "create table t (id integer);\ninsert into t values (1);\n"
                   "alter role postgres password 'secret-2';\n");
    const auto ended = run_pgslate({"check", "--server"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out,
              "2 models, 3 objects: no errors, and the server takes all but 2 statements, "
              "which were not run.\n"
              "  not run   insert into t values (schemas/b.sql:2:1)\n"
              "  not run   alter role postgres password (schemas/b.sql:3:1)\n");
    const auto json = run_pgslate({"check", "--server", "--json"});
    EXPECT_EQ(count_of("\"declared_at\": \"schemas/b.sql:3:1\"", json.out), 1U) << json.out;
    EXPECT_EQ(count_of("secret-2", json.out), 0U);
}

TEST_F(Trying, NamesWhatIsNoSqlThoughItDoesNotRun) {
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    const auto is_named = [&](const std::string& statement, const std::string& place) {
        model("b.sql", "create table t (id integer);\n" + statement + ";\n");
        for (const auto& command :
             {std::vector<std::string>{"status"}, {"plan"}, {"create"}, {"check", "--server"}}) {
            const auto ended = run_pgslate(command);
            EXPECT_EQ(ended.status, 65) << command.front() << ended.out;
            EXPECT_EQ(count_of("schemas/b.sql:" + place + ": error: ", ended.err), 1U) << ended.err;
        }
    };
    is_named("create tabel x ()", "2:8");
    is_named("crate table x ()", "2:1");
    is_named("alter role postgres pasword 'x'", "2:21");
    is_named("create role nobody_else; create tabel x ()", "2:33");
    expect_that_no_scratch_database_stays();
}

TEST_F(Trying, AsksNoPublisher) {
    model("b.sql", "create subscription one connection 'host=/nowhere' publication p;\n"
                   "create subscription two connection 'host=/nowhere' publication p with "
                   "(Connect = true, \"enabled\" = true, slot_name = 'other', binary = true);\n");
    const auto checked = run_pgslate({"check", "--server"});
    EXPECT_EQ(checked.status, 0) << checked.err;
    run_sql(
        "create subscription one connection 'host=/nowhere' publication p with (connect = false)",
        name());
    run_sql("create subscription two connection 'host=/nowhere' publication p with (connect = "
            "false, slot_name = 'other', binary = true)",
            name());
    const auto same = run_pgslate({"status"});
    EXPECT_EQ(same.status, 0) << same.out << same.err;
    run_sql("alter subscription two set (slot_name = 'third')", name());
    EXPECT_EQ(run_pgslate({"status"}).status, 2);
    for (const auto* subscription : {"one", "two"}) {
        run_sql(format("alter subscription {} set (slot_name = none)", subscription), name());
        run_sql(format("drop subscription {}", subscription), name());
    }
    expect_that_no_scratch_database_stays();
}

TEST_F(Trying, SaysWhyWhatDidNotRunIsMissing) {
    model("b.sql", "create tablespace no_such_place location '/nowhere';\n"
                   "create table b (id integer) tablespace no_such_place;\n");
    const auto ended = run_pgslate({"check", "--server"});
    EXPECT_EQ(ended.status, 65);
    EXPECT_EQ(count_of("some statements do not run: create tablespace no_such_place "
                       "location (schemas/b.sql:1:1)",
                       ended.err),
              1U)
        << ended.err;
}

} // namespace
} // namespace pgslate::testing
