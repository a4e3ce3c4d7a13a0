// Roles that models declare: they belong to the server, not to the database.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>

namespace pgslate::testing {
namespace {

// A role that the models of a test may make.
class RoleName {
  public:
    explicit RoleName(const std::string& suffix) : name_(unique_name(suffix)) {}
    ~RoleName() { run_sql(format("drop role if exists {}", name_)); }
    RoleName(const RoleName&) = delete;
    RoleName& operator=(const RoleName&) = delete;

    const std::string& name() const { return name_; }
    bool is_there() const {
        return ask(format("select count(*) from pg_roles where rolname = '{}'", name_)) == "1";
    }

  private:
    std::string name_;
};

class Roles : public ProgramTest {
  protected:
    // What is made in the database has to go before the roles.
    void TearDown() override { run_sql(format("drop database if exists {} with (force)", name())); }

    std::string of_role(const std::string& columns) const {
        return ask(format("select {} from pg_roles where rolname = '{}'", columns, one_.name()));
    }

    void declare_everything() const {
        model("a.toml", format("[role.{0}]\n"
                               "login = true\ninherit = false\ncreatedb = true\n"
                               "createrole = true\nbypassrls = true\nconnection_limit = 5\n"
                               "member_of = [\"{1}\", \"pg_monitor\"]\n"
                               "comment = \"it's one\"\n"
                               "settings = {{ work_mem = \"64MB\", statement_timeout = 5000, "
                               "search_path = [\"App\", \"public\"], \"app.tenant\" = \"a b\" }}\n"
                               "[role.{1}]\nlogin = false\n",
                               one_.name(), two_.name()));
    }

    // Tables and all that can name a role, in TOML and SQL.
    void use_roles() const {
        model("b.toml", format("[table.t]\nowner = \"{0}\"\n"
                               "[table.t.columns]\nid = \"integer\"\n"
                               "[table.t.grants]\n{1} = [\"select\"]\n"
                               "[table.t.policies]\np = {{ to = [\"{0}\"], using = \"id > 1\" }}\n",
                               one_.name(), two_.name()));
        model("c.sql",
              format("create schema s authorization {0};\ncreate table s.u (a int);\n"
                     "alter table s.u owner to {0};\ngrant insert on s.u to {1};\n"
                     "create policy q on s.u to {1} using (a > 1);\ncomment on policy q on s.u is "
                     "'x';\nalter default privileges for role {0} grant select on tables to {1};\n",
                     one_.name(), two_.name()));
    }

    RoleName one_{"_one"};
    RoleName two_{"_two"};
};

TEST_F(Roles, AreMadeWhenTheyAreMissingAndLeftAsTheyAre) {
    declare_everything();
    use_roles();
    for (const auto* command : {"resetdb", "status", "resetdb", "status", "create"}) {
        const auto ended = run_pgslate({command});
        EXPECT_EQ(ended.status, 0) << command << ": " << ended.out << ended.err;
    }
    EXPECT_EQ(of_role("concat_ws(' ', rolcanlogin, rolinherit, rolcreatedb, rolcreaterole, "
                      "rolbypassrls, rolconnlimit, rolconfig::text)"),
              "t f t t t 5 {work_mem=64MB,statement_timeout=5000,\"search_path=\\\"App\\\", "
              "public\",\"app.tenant=a b\"}");
    EXPECT_EQ(of_role("shobj_description(oid, 'pg_authid')"), "it's one");
    EXPECT_EQ(run_pgslate({"drop"}).status, 0);
    EXPECT_TRUE(one_.is_there());
}

TEST_F(Roles, OfSqlModelsGetWhatThoseSayWhenADatabaseIsAltered) {
    model("b.toml", "[table.t.columns]\nid = \"integer\"\n");
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    model("c.sql", format("create role {0} nologin connection limit 3;\n"
                          "comment on role {0} is 'two';\n",
                          two_.name()));
    const auto applied = run_pgslate({"apply"});
    EXPECT_EQ(applied.status, 0) << applied.err;
    EXPECT_EQ(ask(format("select rolconnlimit || shobj_description(oid, 'pg_authid') "
                         "from pg_roles where rolname = '{}'",
                         two_.name())),
              "3two");
}

TEST_F(Roles, AreMadeInPlaceAndWhereTheDatabaseIsThereAlready) {
    model("b.toml", "[table.t.columns]\nid = \"integer\"\n");
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    model("a.toml", format("[role.{}]\nlogin = true\n", one_.name()));
    model("c.sql", format("create role {0};\ncomment on role {0} is 'two';\n", two_.name()));
    const auto created = run_pgslate({"create"});
    EXPECT_EQ(created.status, 0) << created.err;
    EXPECT_EQ(count_of(format("  role {}\n", one_.name()), created.out), 1U) << created.out;
    EXPECT_EQ(ask(format("select shobj_description('{}'::regrole, 'pg_authid')", two_.name())),
              "two");
    run_sql(format("drop role {}, {}", one_.name(), two_.name()));
    EXPECT_EQ(run_pgslate({"resetdb", "--in-place"}).status, 0);
    EXPECT_EQ(run_pgslate({"resetdb", "--in-place"}).status, 0);
    EXPECT_TRUE(one_.is_there() && two_.is_there());
}

TEST_F(Roles, OfSqlModelsCountTheSame) {
    model("z.sql", format("create role {};\n", two_.name()));
    model("a.sql",
          format("drop role if exists {0};\n"
                 "create user {0} with connection limit 3 in role {1} password 'secret-1';\n"
                 "alter role {0} createdb;\nalter role {0} set work_mem = '1MB';\n"
                 "grant pg_monitor to {0}, {1};\n",
                 one_.name(), two_.name()));
    for (const auto* command : {"resetdb", "resetdb", "status"}) {
        const auto ended = run_pgslate({command});
        EXPECT_EQ(ended.status, 0) << command << ": " << ended.out << ended.err;
    }
    run_sql(format("alter role {} nologin nocreatedb connection limit 4", one_.name()));
    run_sql(format("revoke pg_monitor from {}", one_.name()));
    const auto ended = run_pgslate({"status"});
    EXPECT_EQ(ended.status, 2);
    for (const auto* line :
         {"connection limit: declared 3, live 4", "createdb: declared true, live false",
          "login: declared true, live false"})
        EXPECT_EQ(count_of(line, ended.out), 1U) << ended.out;
    EXPECT_EQ(
        count_of(format("member of: declared pg_monitor, {0}, live {0}\n", two_.name()), ended.out),
        1U)
        << ended.out;
    EXPECT_EQ(count_of("secret-1", ended.out + ended.err), 0U);
}

TEST_F(Roles, AreComparedWhereTheModelsSaySomething) {
    declare_everything();
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    run_sql(format("alter role {} with login", two_.name()));
    run_sql(format("alter role {0} with inherit connection limit 6; "
                   "alter role {0} set work_mem = '1MB'; alter role {0} reset statement_timeout; "
                   "revoke {1} from {0}; comment on role {0} is null",
                   one_.name(), two_.name()));
    const auto ended = run_pgslate({"status"});
    EXPECT_EQ(ended.status, 2) << ended.out << ended.err;
    for (const auto* line :
         {"login: declared false, live true", "connection limit: declared 5, live 6",
          "inherit: declared false, live true", "comment: declared it's one", "work_mem=1MB"})
        EXPECT_EQ(count_of(line, ended.out), 1U) << line << "\n" << ended.out;
    EXPECT_EQ(count_of("member of:", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("\"kind\": \"role\"", run_pgslate({"status", "--json"}).out), 2U);
    model("a.toml", format("[role.{}]\ncreatedb = true\n", one_.name()));
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

TEST_F(Roles, ThatAreMissingAreToldWithAllThatNamesThem) {
    declare_everything();
    use_roles();
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    for (const auto* role : {&one_, &two_}) {
        run_sql(format("reassign owned by {} to current_user", role->name()), name());
        run_sql(format("drop owned by {}", role->name()), name());
        run_sql(format("drop role {}", role->name()));
    }
    const auto ended = run_pgslate({"status"});
    EXPECT_EQ(ended.status, 2) << ended.err;
    for (const auto* what :
         {"missing    role", "missing    default privileges", "different  owner of",
          "missing    privileges", "missing    policy public.t.p"})
        EXPECT_GE(count_of(what, ended.out), 1U) << what << "\n" << ended.out;
    EXPECT_FALSE(one_.is_there() || two_.is_there());
    expect_that_no_scratch_database_stays();
}

TEST_F(Roles, AreNotMadeWhereModelsAreOnlyTried) {
    declare_everything();
    use_roles();
    model("d.sql", format("do $$ begin create role {}; end $$;\n", unique_name("_by_code")));
    const auto ended = run_pgslate({"check", "--server"});
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    EXPECT_FALSE(one_.is_there() || two_.is_there());
    EXPECT_EQ(
        ask(format("select count(*) from pg_roles where rolname = '{}'", unique_name("_by_code"))),
        "0");
    expect_that_no_scratch_database_stays();
}

TEST_F(Roles, GoAgainIfTheDatabaseComesToNothing) {
    declare_everything();
    use_roles();
    model("z.sql", "create view v as select 1 / a as b from no_such_table;\n");
    EXPECT_EQ(run_pgslate({"create"}).status, 1);
    EXPECT_FALSE(one_.is_there() || two_.is_there());
    run_sql(format("create database {}", name()));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 1);
    EXPECT_EQ(run_pgslate({"resetdb", "--in-place"}).status, 1);
    EXPECT_EQ(run_pgslate({"create"}).status, 65);
    EXPECT_FALSE(one_.is_there() || two_.is_there());
}

TEST_F(Roles, ThatNobodyDeclaresAreOneErrorEachBeforeAnythingRuns) {
    run_sql(format("create database {}", name()));
    run_sql("create table old (id int)", name());
    use_roles();
    for (const auto& arguments : {std::vector<std::string>{"resetdb"},
                                  {"resetdb", "--in-place"},
                                  {"create"},
                                  {"status"},
                                  {"check", "--server"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 65) << ended.out;
        EXPECT_EQ(count_of("error:", ended.err), 2U) << ended.err;
        EXPECT_EQ(count_of(format("schemas/b.toml:2:1: error: there is no role {}", one_.name()),
                           ended.err),
                  1U)
            << ended.err;
        EXPECT_EQ(count_of(format("[role.{}]", two_.name()), ended.err), 1U) << ended.err;
        EXPECT_EQ(count_of("Deleting", ended.out) + count_of("Emptying", ended.out), 0U);
    }
    EXPECT_EQ(ask_target("select count(*) from old"), "0");
}

TEST_F(Roles, ThatNobodyDeclaresHideNoOtherErrorWhereModelsAreTried) {
    use_roles();
    model("z.sql", "create view v as select * from no_such_table;\n");
    const auto ended = run_pgslate({"check", "--server"});
    EXPECT_EQ(count_of("error: there is no role", ended.err), 2U) << ended.err;
    EXPECT_EQ(count_of("\"no_such_table\" does not exist", ended.err), 1U) << ended.err;
}

TEST_F(Roles, ThatCannotBeMadeSoAreWrongModels) {
    model("a.sql", format("create role {} nologin nologin;\n", one_.name()));
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"status"}, {"check", "--server"}}) {
        run_sql(format("create database {}", name()));
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 65) << ended.err;
        EXPECT_EQ(count_of("error: conflicting or redundant options", ended.err), 1U) << ended.err;
        run_sql(format("drop database {}", name()));
    }
}

TEST_F(Roles, MayBeMadeByCode) {
    model("a.sql", format("do $$ begin if not exists (select from pg_roles where rolname = '{0}') "
                          "then create role {0}; end if; end $$;\n"
                          "create table t (a int);\ngrant select on t to {0};\n"
                          "create role {1};\ngrant {1} to {0};\n",
                          one_.name(), two_.name()));
    for (const auto* command : {"resetdb", "resetdb", "status"}) {
        const auto ended = run_pgslate({command});
        EXPECT_EQ(ended.status, 0) << command << ": " << ended.out << ended.err;
    }
    EXPECT_EQ(ask(format("select pg_has_role('{}', '{}', 'member')", one_.name(), two_.name())),
              "t");
}

TEST_F(Roles, AreTheBusinessOfWhoMayMakeThem) {
    const LoginRole weak("secret-1", "createdb");
    run_sql(format("create database {} owner {}", name(), weak.name()));
    declare_everything();
    use_roles();
    auto variables = target();
    variables["POSTGRES_USER"] = weak.name();
    variables["POSTGRES_PW"] = "secret-1";
    for (const auto& arguments : {std::vector<std::string>{"resetdb"},
                                  {"resetdb", "--in-place"},
                                  {"create"},
                                  {"status"},
                                  {"check", "--server"}}) {
        const auto ended =
            run({.arguments = arguments, .environment = variables, .folder = project_.path()});
        EXPECT_EQ(ended.status, 77) << ended.out << ended.err;
        EXPECT_EQ(
            count_of(format("role {} may not make roles (CREATEROLE)", weak.name()), ended.err), 1U)
            << ended.err;
        EXPECT_EQ(count_of(format("CREATE ROLE {};", one_.name()), ended.err), 1U) << ended.err;
    }
    std::filesystem::remove(project_.path() / "schemas/b.toml");
    std::filesystem::remove(project_.path() / "schemas/c.sql");
    const auto status =
        run({.arguments = {"status"}, .environment = variables, .folder = project_.path()});
    EXPECT_EQ(status.status, 2) << status.err;
    EXPECT_EQ(count_of("  missing    role", status.out), 2U) << status.out;
}

TEST_F(Roles, AreMadeOnceByAnyNumberOfResets) {
    declare_everything();
    const FreeName other("_other");
    auto elsewhere = target();
    elsewhere["POSTGRES_DB"] = other.text();
    const auto reset = [&](const Variables& variables) {
        return std::async(std::launch::async, [this, variables] {
            return run(
                {.arguments = {"resetdb"}, .environment = variables, .folder = project_.path()});
        });
    };
    auto first = reset(target());
    auto second = reset(elsewhere);
    for (auto* one : {&first, &second}) {
        const auto ended = one->get();
        EXPECT_EQ(ended.status, 0) << ended.err;
    }
}

TEST_F(Roles, StandInAScriptThatCanRunTwice) {
    declare_everything();
    use_roles();
    const auto script = run_pgslate({"sql"});
    ASSERT_EQ(script.status, 0) << script.err;
    EXPECT_EQ(count_of("IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles", script.out), 2U);
    for (int times = 0; times < 2; ++times) {
        run_sql(format("drop database if exists {}", name()));
        run_sql(format("create database {}", name()));
        run_sql(script.out, name());
        const auto status = run_pgslate({"status"});
        EXPECT_EQ(status.status, 0) << status.out << status.err;
    }
}

} // namespace
} // namespace pgslate::testing
