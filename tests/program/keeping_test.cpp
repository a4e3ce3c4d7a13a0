// What a database has for all that is in it outlives a reset, or is named before it ends.
#include "base/format.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

class Keeping : public ProgramTest {
  protected:
    Keeping() {
        model("bill.toml", "schema = 'billing'\n[table.bill.columns]\nid = 'int'\n");
        model("more.sql", "create table t (id int);\n"
                          "create function f() returns int language sql as 'select 1';\n");
        run_sql(format("create database \"{}\" owner {}", name(), deploy_.name()));
    }
    ~Keeping() override {
        run_sql(format("drop database if exists \"{}\"", name()));
        for (const auto* role : {&deploy_, &reader_, &boss_, &team_})
            run_sql(format("drop owned by {} cascade", sql::quoted(sql::Identifier(role->name()))));
    }

    // In the target's database, as superuser: {0} resets it, {1} reads, {2} is a stranger to it,
    // {3} has it as a member.
    void before(const std::string& statement) const {
        run_sql(format(fmt::runtime(statement), deploy_.name(), quoted_reader(), boss_.name(),
                       team_.name()),
                name());
    }

    std::string quoted_reader() const { return sql::quoted(sql::Identifier(reader_.name())); }

    Program as_deploy(std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_USER"] = deploy_.name();
        program.environment["POSTGRES_PW"] = secret;
        return program;
    }

    Ended reset(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), "resetdb");
        auto ended = run(as_deploy(std::move(more)));
        EXPECT_EQ(ended.status, 0) << ended.err;
        return ended;
    }

    std::string rules() const {
        return ask_target(
            "select string_agg(format('%s %s %s %s', pg_get_userbyid(defaclrole), nspname, "
            "defaclobjtype, defaclacl), '; ' order by defaclrole, nspname, defaclobjtype) "
            "from pg_default_acl left join pg_namespace n on n.oid = defaclnamespace");
    }
    std::string public_schema() const {
        return ask_target("select format('%s %s %s', nspowner::regrole, obj_description(oid), "
                          "(select array_agg(a::text order by a::text) from unnest(nspacl) a)) "
                          "from pg_namespace where nspname = 'public'");
    }
    bool may(const std::string& privilege, const std::string& what) const {
        return ask_target(format("select has_{}_privilege({}, '{}', '{}')",
                                 what.find('(') != std::string::npos ? "function" : "table",
                                 sql::quoted(sql::Literal(reader_.name())), what, privilege))
               == "t";
    }

    static constexpr const char* secret = "secret-1";
    LoginRole deploy_{secret, "createdb"};
    LoginRole reader_{secret, "", " a 'Reader\""};
    LoginRole boss_{secret};
    LoginRole team_{secret};
};

TEST_F(Keeping, DefaultPrivilegesHoldForWhatTheModelsMake) {
    run_sql(format("grant {} to {}", team_.name(), deploy_.name()));
    before("create schema billing authorization {0}");
    before("create schema gone");
    before("alter default privileges for role {0} grant select on tables to {1}");
    before("alter default privileges for role {0} revoke execute on functions from public");
    before("alter default privileges for role {0} in schema billing grant insert on tables to {1}");
    before("alter default privileges for role {3} in schema billing grant usage on sequences to "
           "{1} with grant option");
    const auto expected = rules();
    before("alter default privileges for role {0} in schema gone grant insert on tables to {1}");
    for (int times = 0; times < 2; ++times) {
        EXPECT_EQ(count_of("warning", reset().err), 0U);
        EXPECT_EQ(rules(), expected);
        EXPECT_TRUE(may("SELECT", "t"));
        EXPECT_FALSE(may("INSERT", "t"));
        EXPECT_TRUE(may("INSERT", "billing.bill"));
        EXPECT_FALSE(may("EXECUTE", "f()"));
        EXPECT_EQ(run(as_deploy({"status"})).status, 0);
    }
}

TEST_F(Keeping, ThoseOfARoleThatMayNotBeActedForAreNamed) {
    before("alter default privileges for role {2} grant select on tables to {1}");
    before("create schema billing authorization {0}");
    before("alter default privileges for role {2} in schema billing grant insert on tables to {1}");
    before("alter default privileges for role {0} grant select on tables to {1}");
    const auto ended = reset({"--json"});
    EXPECT_EQ(count_of("warning", ended.err), 2U) << ended.err;
    EXPECT_EQ(
        count_of(format("default privileges of {} for tables not kept: ", boss_.name()), ended.err),
        1U);
    EXPECT_EQ(count_of(format("default privileges of {} for tables in schema billing not kept: ",
                              boss_.name()),
                       ended.err),
              1U);
    EXPECT_EQ(count_of(format("it would take: ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT SELECT ON "
                              "TABLES TO {}",
                              boss_.name(), quoted_reader()),
                       ended.err),
              1U);
    EXPECT_EQ(ask_target("select count(*) from pg_default_acl"), "1");
    EXPECT_EQ(count_of("not kept", ended.out), 2U) << ended.out;
}

TEST_F(Keeping, SchemaPublicIsAsItWas) {
    before("grant create on schema public to {1}");
    before("grant usage on schema public to {1} with grant option");
    before("revoke usage on schema public from public");
    before("comment on schema public is 'it''s ours'");
    const auto expected = public_schema();
    EXPECT_EQ(count_of("warning", reset().err), 0U);
    EXPECT_EQ(public_schema(), expected);
    EXPECT_EQ(run(as_deploy({"status"})).status, 0) << "nothing of that is drift";
}

TEST_F(Keeping, SchemaPublicStaysWhoseItWas) {
    run_sql(format("grant {} to {}", team_.name(), deploy_.name()));
    run_sql(format("grant create on database \"{}\" to {}", name(), team_.name()));
    before("alter schema public owner to {3}");
    before("grant create on schema public to {1}");
    before("revoke create on schema public from {3}");
    const auto expected = public_schema();
    EXPECT_EQ(count_of("warning", reset().err), 0U);
    EXPECT_EQ(public_schema(), expected);

    before("alter schema public owner to {2}");
    const auto ended = reset();
    EXPECT_EQ(count_of("owner of schema public not kept: ", ended.err), 1U) << ended.err;
}

// It could make nothing there.
TEST_F(Keeping, WhatWouldKeepUsOutComesWhenAllIsBuilt) {
    before("revoke all on schema public from pg_database_owner");
    const auto expected = public_schema();
    EXPECT_EQ(count_of("warning", reset().err), 0U);
    EXPECT_EQ(public_schema(), expected);
    EXPECT_EQ(ask_target("select count(*) from t"), "0");
}

TEST_F(Keeping, WhatTheModelsSayWins) {
    model("more.sql", format("create table t (id int);\n"
                             "grant usage on schema public to {};\n"
                             "revoke create on schema \"public\" from public;\n"
                             "comment on schema public is 'of the models';\n"
                             "alter default privileges for role {} grant select on tables to {};\n",
                             quoted_reader(), deploy_.name(), quoted_reader()));
    before("grant create on schema public to {1}, {2}, public");
    before("comment on schema public is 'by hand'");
    before("alter default privileges for role {0} grant all on tables to {1}, {2}");
    before("alter default privileges for role {0} grant all on sequences to {1}");
    const auto ended = reset();
    EXPECT_EQ(count_of("warning", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of(format("loses what no model declares: privileges of {0} on schema public, "
                              "default privileges of {1} for sequences\n",
                              boss_.name(), deploy_.name()),
                       ended.err),
              1U)
        << ended.err;
    const auto created = [&](const std::string& role) {
        return ask_target(format("select has_schema_privilege({}, 'public', 'create')",
                                 sql::quoted(sql::Literal(role))));
    };
    EXPECT_EQ(created(reader_.name()), "f");
    EXPECT_EQ(ask_target("select obj_description('public'::regnamespace)"), "of the models");
    EXPECT_EQ(ask_target("select count(*) from pg_namespace, aclexplode(nspacl) where nspname = "
                         "'public' and grantee = 0 and privilege_type = 'CREATE'"),
              "0");
    EXPECT_EQ(created(boss_.name()), "f") << "whom they leave out";
    EXPECT_EQ(ask_target("select count(*) from pg_default_acl, aclexplode(defaclacl) "
                         "where defaclobjtype = 'r' and grantee <> defaclrole"),
              "1");
    EXPECT_EQ(ask_target("select count(*) from pg_default_acl where defaclobjtype = 'S'"), "0");
    EXPECT_EQ(run(as_deploy({"status"})).status, 0) << "nothing of that is drift";
}

// Or everybody might do what somebody has taken from them.
TEST_F(Keeping, WhatOnlyTakesRightsAwayStaysWhateverModelsSayOfOthers) {
    model("more.sql",
          format("grant usage on schema public to {0};\n"
                 "alter default privileges for role {1} grant select on tables to {0};\n"
                 "create function f() returns int language sql as 'select 1';\n",
                 quoted_reader(), deploy_.name()));
    before("alter default privileges for role {0} revoke execute on functions from public");
    before("revoke usage on schema public from public");
    const auto ended = reset();
    EXPECT_EQ(count_of("warning", ended.err), 0U) << ended.err;
    EXPECT_FALSE(may("EXECUTE", "f()"));
    EXPECT_EQ(ask_target("select count(*) from pg_namespace, aclexplode(nspacl) where nspname = "
                         "'public' and grantee = 0"),
              "0");
}

TEST_F(Keeping, WhatIsInNoSchemaIsNamedBeforeItIsGone) {
    before("create function watch() returns event_trigger language plpgsql as 'begin end'");
    before("create event trigger \"Watch\" on ddl_command_end execute function watch()");
    before("create table seen (); alter table seen owner to {0}");
    before("create publication of_seen for table seen");
    before("create publication of_all for all tables");
    before("create foreign data wrapper wire");
    model("more.sql", "create table t ();\ncreate publication declared for table t;\n");
    before("create publication declared");
    const auto ended = reset({"--json"});
    const auto role = format("Role {} may ", deploy_.name());
    EXPECT_EQ(count_of("warning: database", ended.err), 2U) << ended.err;
    EXPECT_EQ(count_of(format("loses what no model declares: publication of_seen\n  {}make", role),
                       ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(count_of(format("loses what no model declares: event trigger \"Watch\", foreign-data "
                              "wrapper wire, publication of_all\n"),
                       ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(count_of(role + "not make such again", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("event trigger \\\"Watch\\\"", ended.out), 1U) << "in JSON, too";
    EXPECT_EQ(ask_target("select string_agg(pubname, ' ') from pg_publication"), "declared");
    EXPECT_EQ(count_of("warning", reset().err), 0U);
}

TEST_F(Keeping, IsToldWhereADatabaseLetsNobodyIn) {
    before("alter default privileges for role {0} grant select on tables to {1}");
    run_sql(format("alter database \"{}\" allow_connections false", name()));
    const auto ended = reset();
    EXPECT_EQ(count_of("could not be read, and are not kept", ended.err), 1U) << ended.err;
    EXPECT_EQ(ask("select datallowconn from pg_database where datname = '" + name() + "'"), "f");
}

// It is there in a moment, and gone for good if it is not waited for.
TEST_F(Keeping, NothingIsGivenUpForALockThatPasses) {
    before("alter default privileges for role {0} grant select on tables to {1}");
    const auto expected = rules();
    auto session = postgres::Session(socket_parameters(name()));
    session.execute(sql::text("begin; lock table pg_catalog.pg_default_acl"), "testing");
    const auto ended = run_pgslate({"resetdb", "--lock-timeout=200ms"});
    EXPECT_EQ(ended.status, 75) << ended.err;
    session.execute(sql::text("rollback"), "testing");
    EXPECT_EQ(rules(), expected);
}

TEST_F(Keeping, NothingThatFailsWaitsForALock) {
    before("alter default privileges for role {0} grant select on tables to {1}");
    auto session = postgres::Session(socket_parameters(name()));
    session.execute(sql::text("begin; lock table pg_catalog.pg_default_acl"), "testing");
    const auto ended = run_pgslate({"resetdb", "--template", "not_there", "--lock-timeout=20s"});
    EXPECT_EQ(ended.status, 1) << ended.err;
    EXPECT_EQ(count_of("template database \"not_there\" does not exist", ended.err), 1U)
        << ended.err;
    EXPECT_LT(ended.took, std::chrono::seconds(10));
    session.execute(sql::text("rollback"), "testing");
}

// The server only warns of that, and of whom it is about there is no word.
TEST_F(Keeping, WhatATemplateKeepsFromUsIsToldInOurOwnWords) {
    TestDatabase copied;
    run_sql(format("alter schema public owner to {}", boss_.name()), copied.name());
    run_sql(format("alter database \"{0}\" owner to {1}; alter database \"{0}\" is_template true",
                   copied.name(), deploy_.name()));
    this->model("more.sql", "create schema aside;\n");
    before("grant create on schema public to {0}");
    const auto ended = reset({"--template", copied.name()});
    EXPECT_EQ(count_of("01007", ended.err) + count_of("01006", ended.err), 0U) << ended.err;
    EXPECT_EQ(count_of(format("privileges of {} on schema public", deploy_.name()), ended.err), 1U)
        << ended.err;
    run_sql(format("alter database \"{}\" is_template false", copied.name()));
}

// What a database is called, and what its roles are, comes from anybody.
TEST_F(Keeping, NothingThatItReadsIsRun) {
    before("create schema billing authorization {0}");
    before("create function public.aclexplode(aclitem[]) returns text language sql as "
           "'select (1/0)::text'");
    before("create function public.format(text) returns text language sql as 'select (1/0)::text'");
    before("comment on schema public is '''; drop table t; --'");
    before("alter default privileges for role {0} in schema billing grant select on tables to {1}");
    EXPECT_EQ(count_of("warning", reset().err), 0U);
    EXPECT_TRUE(may("SELECT", "billing.bill"));
    EXPECT_EQ(ask_target("select count(*) from t"), "0");
}

TEST_F(Keeping, InPlaceAllOfItStays) {
    reset();
    before("create schema aside");
    before("create function aside.watch() returns event_trigger language plpgsql as 'begin end'");
    before("create event trigger \"Watch\" on ddl_command_end execute function aside.watch()");
    before("create publication of_all for all tables");
    before("alter default privileges for role {0} in schema billing grant insert on tables to {1}");
    before("grant create on schema public to {1}");
    const auto expected = rules() + public_schema();
    EXPECT_EQ(count_of("warning", reset({"--in-place"}).err), 0U);
    EXPECT_EQ(rules() + public_schema(), expected);
    EXPECT_TRUE(may("INSERT", "billing.bill"));
    EXPECT_EQ(ask_target("select count(*) from pg_event_trigger, pg_publication"), "1");
}

} // namespace
} // namespace pgslate::testing
