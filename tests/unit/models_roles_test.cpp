// Roles in models, as far as no server is needed.
#include "models/sql/role.hpp"
#include "support/models.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgslate::testing {
namespace {

using Names = std::vector<std::string>;

Names named(const char* sql) {
    return models::roles_named(models::TokenReader(sql));
}

TEST(RoleModels, MakeRolesBeforeWhatNamesThem) {
    EXPECT_EQ(
        statements({{"a.toml", "[role.B]\nmember_of = \"c\"\nlogin = true\ninherit = false\n"
                               "connection_limit = -1\ncomment = \"it's\"\n"
                               "settings = { \"app.x\" = 1, search_path = [\"a\", \"b\"] }\n"
                               "[table.t.columns]\nid = \"integer\"\n"
                               "[table.t.grants]\nd = \"select\"\n"},
                    {"b.sql", "grant c to d;\ncreate role d;\n"},
                    {"c.toml", "[role.c]\n"}}),
        (Lines{"CREATE ROLE c", "CREATE ROLE \"B\" LOGIN NOINHERIT CONNECTION LIMIT -1 IN ROLE c",
               "ALTER ROLE \"B\" SET app.x TO 1", "ALTER ROLE \"B\" SET search_path TO 'a', 'b'",
               "COMMENT ON ROLE \"B\" IS 'it''s'", "CREATE TABLE public.t ( id integer )",
               "create role d", "REVOKE ALL ON TABLE public.t FROM d",
               "GRANT select ON TABLE public.t TO d", "grant c to d"}));
}

TEST(RoleModels, AreRefusedWhereNoRoleCanBeLikeThat) {
    for (const auto* name : {"public", "none", "current_user", "pg_mine"})
        EXPECT_EQ(problems(toml(std::string("[role.") + name + "]\n")),
                  Lines{std::string("model.toml:1:7: no role can be called \"") + name
                        + "\": PostgreSQL keeps that name"});
    EXPECT_EQ(
        problems(toml("[role.a]\nconnection_limit = -2\nsettings = { app = { x = 1 } }\n")),
        (Lines{"model.toml:2:1: 'connection_limit' of role a must be -1 (none) to 2147483647",
               "model.toml:3:14: 'app' in 'settings' of role a must be a value, not a table"}));
    const auto error = error_of(toml("[role.a]\npassword = \"secret-1\"\n"));
    ASSERT_FALSE(error.problems().front().hints.empty());
    EXPECT_NE(error.problems().front().hints.front().find("\\password"), std::string::npos);
    EXPECT_EQ(error.problems().front().excerpt.find("secret-1"), std::string::npos);
}

TEST(RoleModels, AreDeclaredOnceAndInNoCircle) {
    EXPECT_EQ(problems({{"a.toml", "[role.a]\n"}, {"b.sql", "create role a;\n"}}),
              Lines{"b.sql:1:1: role a is declared twice"});
    EXPECT_EQ(problems(toml("[role.a]\nmember_of = \"b\"\n[role.b]\nmember_of = [\"c\", \"a\"]\n")),
              Lines{"model.toml:1:7: roles are members of each other in a circle: a, member of b, "
                    "member of a"});
    EXPECT_EQ(problems(sql("create role a in role a;\n")).size(), 1U);
}

TEST(RoleModels, PassOverDroppingWhatTheyDeclare) {
    EXPECT_EQ(statements(sql("drop role if exists a;\ndrop role b;\ncreate role a;\n")),
              (Lines{"drop role b", "create role a"}));
    EXPECT_EQ(problems(sql("drop user a, b;\ncreate user a;\n")).size(), 1U);
}

TEST(RoleStatements, NameRolesOnlyWhereNothingElseCanStand) {
    for (const auto* text :
         {"grant select on t to a, \"B c\" with grant option",
          "grant a to \"B c\" with admin option",
          "grant execute on function f(owner text) to group a, \"B c\"",
          "revoke all on all tables in schema s from a, public, \"B c\" cascade",
          "alter default privileges for user a in schema s grant select on tables to \"B c\"",
          "create policy p on s.t as restrictive for select to a, current_user, \"B c\" using "
          "(true)",
          "create role x login in role a admin \"B c\" password 'to'",
          "alter group a add user \"B c\""})
        if (std::string_view(text).starts_with("alter group"))
            EXPECT_EQ(named(text), Names{"a"});
        else
            EXPECT_EQ(named(text), (Names{"a", "B c"})) << text;
    for (const auto* text : {"alter table t owner to a", "alter function f(int) owner to a",
                             "create schema s authorization a", "alter role a set x = 1",
                             "create user mapping if not exists for a server s",
                             "comment on role a is 'owner to b'", "alter policy p on t to a"})
        EXPECT_EQ(named(text), Names{"a"}) << text;
    for (const auto* text :
         {"alter table t rename column owner to a", "alter policy p on t rename to a",
          "create table grants (a int)", "create user mapping for user server s",
          "grant select (\"to\") on t to public", "alter role all set x = 1",
          "create policy p on t using (true)", "alter table t owner to current_user"})
        EXPECT_EQ(named(text), Names()) << text;
}

TEST(RoleStatements, SayWhatARoleIsLike) {
    const auto created = models::role_statement(models::TokenReader(
        "create user a with nocreatedb connection limit - 1 in role c, b valid until 'login'"));
    ASSERT_TRUE(created);
    const decltype(created->attributes) wanted = {{"login", "true"},
                                                  {"createdb", "false"},
                                                  {"connection_limit", "-1"},
                                                  {"member_of", Names{"b", "c"}}};
    EXPECT_EQ(created->attributes, wanted);
    const auto changed =
        models::role_statement(models::TokenReader("alter role a in database login set x = login"));
    ASSERT_TRUE(changed);
    EXPECT_TRUE(changed->attributes.empty());
    EXPECT_FALSE(models::role_statement(models::TokenReader("create user mapping for a server s")));
}

TEST(RoleStatements, SayWhoBecomesAMemberOfWhat) {
    for (const auto* text :
         {"grant g to a, \"B c\" with admin option", "alter group g add user a, \"B c\"",
          "create role g login role a admin \"B c\" in role x"}) {
        const auto said = models::role_statement(models::TokenReader(text));
        ASSERT_TRUE(said) << text;
        EXPECT_EQ(said->groups, Names{"g"}) << text;
        EXPECT_EQ(said->members, (Names{"a", "B c"})) << text;
    }
    for (const auto* text :
         {"alter group g drop user a", "grant select on g to a", "drop role a"}) {
        const auto said = models::role_statement(models::TokenReader(text));
        EXPECT_TRUE(!said || said->members.empty()) << text;
    }
}

} // namespace
} // namespace pgslate::testing
