// One database takes the name of another: what it inherits, what is left over.
#include "base/format.hpp"
#include "database/database.hpp"
#include "database/dropping.hpp"
#include "database/leftovers.hpp"
#include "database/obstacles.hpp"
#include "database/successor.hpp"
#include "support/program_test.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

namespace pgslate::database {
namespace {

using pgslate::testing::ask;
using pgslate::testing::LoginRole;
using pgslate::testing::run_sql;
using pgslate::testing::socket_parameters;
using pgslate::testing::TestDatabase;
using pgslate::testing::unique_name;
using postgres::Session;
using sql::Identifier;
using sql::Literal;

// The rows that say what a database is, without the oid.
std::string catalog_rows(const std::string& name) {
    return ask(format(
        "select jsonb_pretty(to_jsonb(d) - 'oid' - 'datfrozenxid' - 'datminmxid' "
        "- 'dathasloginevt' - 'datacl' || jsonb_build_object('acl', (select array_agg(a order "
        "by a::text) from unnest(d.datacl) a), 'comment', shobj_description(oid, "
        "'pg_database'), 'settings', (select jsonb_agg(jsonb_build_array(setrole, "
        "setconfig) order by setrole) from pg_db_role_setting where setdatabase = "
        "d.oid))) from pg_database d where datname = {}",
        quoted(Literal(name))));
}

class Succession : public ::testing::Test {
  protected:
    static Connect connect() {
        return [] { return Session(socket_parameters()); };
    }
    Warn warn() {
        return [this](const Problem& problem) { warnings_ += problem.message + "\n"; };
    }
    void replace(Session& session, const std::string& name) {
        const auto former = definition_of(session, name);
        Successor successor(session, connect(), name, former->options, former, warn());
        copy_parameters(session, successor.name(), *former, warn());
        successor.open();
        copy_grants(session, successor.name(), *former, warn());
        ASSERT_TRUE(successor.take_name());
        drop(session, successor.former_name());
    }
    std::vector<Temporary> leftovers(const std::string& name) {
        return leftovers_of(session_, name);
    }
    void expect_same_after(const std::string& name) {
        const auto oid = definition_of(session_, name)->oid;
        const auto before = catalog_rows(name);
        replace(session_, name);
        EXPECT_EQ(catalog_rows(name), before);
        EXPECT_NE(definition_of(session_, name)->oid, oid) << "nothing was replaced";
        EXPECT_TRUE(leftovers(name).empty());
    }
    static void alter(const std::string& name, const std::string& what) {
        run_sql(format("alter database {} {}", quoted(Identifier(name)), what));
    }

    Session session_{socket_parameters()};
    std::string warnings_;
};

TEST_F(Succession, KeepsEverythingThatIsSaidAboutADatabase) {
    const LoginRole owner("x", "createdb");
    const LoginRole reader("x", "", " \"odd'");
    const TestDatabase database(" \"Ü%:word\\\n'");
    const auto& name = database.name();
    const auto on = format("on database {}", quoted(Identifier(name)));
    const auto who = quoted(Identifier(reader.name()));
    alter(name, format("owner to {}", quoted(Identifier(owner.name()))));
    alter(name, "set search_path = \"$user\", \"B c\", public");
    alter(name, "set work_mem = '5MB'");
    alter(name, "set app.tenant = 'it''s, \"me\"'");
    run_sql(format("alter role {} in database {} set statement_timeout = '90s'", who,
                   quoted(Identifier(name))));
    run_sql(format("grant connect {} to {} with grant option", on, who));
    run_sql(format("grant create {} to {}", on, who));
    run_sql(format("revoke temporary {} from public", on));
    run_sql(format("comment {} is 'mine, \"really\" it''s'", on));
    alter(name, "connection limit 7");
    expect_same_after(name);
    EXPECT_EQ(warnings_, "");
}

TEST_F(Succession, KeepsGrantsThatWerePassedOn) {
    const LoginRole first("x");
    const LoginRole second("x");
    const TestDatabase database;
    const auto on = format("on database {}", quoted(Identifier(database.name())));
    run_sql(format("grant connect {} to {} with grant option", on, first.name()));
    run_sql(format("begin; set local role {}; grant connect {} to {}; commit", first.name(), on,
                   second.name()));
    expect_same_after(database.name());
    EXPECT_EQ(warnings_, "");
    replace(session_, database.name());
}

TEST_F(Succession, KeepsEncodingAndLocaleThatTheServerHasNot) {
    const TestDatabase database("", "template template0 encoding 'SQL_ASCII' locale 'C'");
    expect_same_after(database.name());
    EXPECT_EQ(ask(format("select pg_encoding_to_char(encoding) from pg_database where datname = {}",
                         quoted(Literal(database.name())))),
              "SQL_ASCII");
}

TEST_F(Succession, KeepsAnIcuLocale) {
    if (session_.server().version < 150000) GTEST_SKIP() << "came with PostgreSQL 15";
    const TestDatabase database("", "template template0 locale_provider icu icu_locale 'de-AT'");
    expect_same_after(database.name());
}

TEST_F(Succession, KeepsATemplateAndWhatIsClosed) {
    const TestDatabase database;
    alter(database.name(), "is_template true");
    alter(database.name(), "allow_connections false");
    expect_same_after(database.name());
    alter(database.name(), "is_template false");
}

TEST_F(Succession, WarnsOfWhatTheRoleMayNotCopy) {
    const LoginRole role("x", "createdb");
    const TestDatabase database;
    const auto& name = database.name();
    alter(name, "set log_min_messages = 'error'"); // for superusers
    alter(name, format("owner to {}", role.name()));
    auto parameters = socket_parameters();
    std::erase_if(parameters.keywords, [](const auto& pair) { return pair.first == "user"; });
    parameters.keywords.emplace_back("user", role.name());
    Session session(parameters);
    const auto former = definition_of(session, name);
    {
        Successor successor(
            session, [&] { return Session(parameters); }, name, former->options, former, warn());
        copy_parameters(session, successor.name(), *former, warn());
        ASSERT_TRUE(successor.take_name());
        drop(session, successor.former_name());
    }
    EXPECT_NE(warnings_.find("the settings of the database could not be kept in full"),
              std::string::npos)
        << warnings_;
    EXPECT_EQ(definition_of(session_, name)->options.owner, role.name());
}

TEST_F(Succession, EndsWhoeverIsThere) {
    const TestDatabase database;
    auto client = database.session();
    replace(session_, database.name());
    EXPECT_THROW(client.query(sql::text("select 1"), "asking"), postgres::ConnectionLost);
}

TEST_F(Succession, LeavesNothingWhenItIsGivenUp) {
    const TestDatabase database;
    const auto before = catalog_rows(database.name());
    {
        const auto former = definition_of(session_, database.name());
        const Successor successor(session_, connect(), database.name(), former->options, former,
                                  warn());
        EXPECT_EQ(leftovers(database.name()).size(), 1U);
    }
    EXPECT_TRUE(leftovers(database.name()).empty());
    EXPECT_EQ(catalog_rows(database.name()), before);
}

TEST_F(Succession, DoesNotReplaceADatabaseThatCameMeanwhile) {
    const TestDatabase database;
    const auto former = definition_of(session_, database.name());
    Successor successor(session_, connect(), database.name(), former->options, former, warn());
    run_sql(format("drop database {}", database.name()));
    run_sql(format("create database {}", database.name()));
    EXPECT_THROW(successor.take_name(), Error);
    EXPECT_TRUE(definition_of(session_, database.name()));
}

TEST_F(Succession, FindsThatANameHasBeenTaken) {
    const TestDatabase database;
    Successor successor(session_, connect(), database.name(), {}, std::nullopt, warn());
    EXPECT_FALSE(successor.take_name());
}

TEST_F(Succession, TakesNobodyElsesDatabaseForALeftover) {
    const auto target = unique_name();
    const auto fresh = new_temporary(Temporary::Role::fresh, target);
    const auto former = new_temporary(Temporary::Role::former, target);
    const auto make = [](const std::string& name, const std::string& comment) {
        run_sql(format("create database {}", name));
        if (!comment.empty())
            run_sql(format("comment on database {} is {}", name, quoted(Literal(comment))));
    };
    make(fresh.name(), "my own");
    make(former.name(), "");
    auto wildcards = new_temporary(Temporary::Role::fresh, target).name();
    wildcards[7] = 'x'; // where LIKE 'pgslate_%' would look away
    make(wildcards, "");
    EXPECT_TRUE(leftovers(target).empty());
    for (const auto& name : {fresh.name(), former.name(), wildcards}) drop(session_, name);
}

TEST_F(Succession, KeepsWhatWasReplacedIfItsSuccessorIsGone) {
    const auto target = unique_name();
    const auto former = new_temporary(Temporary::Role::former, target);
    run_sql(format("create database {}", former.name()));
    run_sql(
        format("comment on database {} is {}", former.name(), quoted(Literal(former.record()))));
    remove_leftovers(session_, target, leftovers_of(session_, target), warn());
    EXPECT_TRUE(definition_of(session_, former.name()));
    EXPECT_NE(warnings_.find("it is kept"), std::string::npos);
    {
        const TestDatabase database;
        run_sql(format("alter database {} rename to {}", database.name(), target));
        remove_leftovers(session_, target, leftovers_of(session_, target), warn());
        EXPECT_FALSE(definition_of(session_, former.name()));
        run_sql(format("alter database {} rename to {}", target, database.name()));
    }
}

TEST_F(Succession, IsRefusedWhereDroppingCouldNotFollow) {
    const TestDatabase database;
    run_sql("begin; create table t (id int); prepare transaction 'it''s'", database.name());
    const auto definition = definition_of(session_, database.name());
    try {
        check_droppable(session_, database.name(), *definition, warn());
        ADD_FAILURE() << "it was not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.status(), ExitStatus::refused);
        EXPECT_NE(std::string(error.what()).find("prepared transaction 'it''s'"), std::string::npos)
            << error.what();
    }
    run_sql("rollback prepared 'it''s'", database.name());
    EXPECT_NO_THROW(check_droppable(session_, database.name(), *definition, warn()));
}

} // namespace
} // namespace pgslate::database
