// Whose privileges a statement speaks of.
#include "base/format.hpp"
#include "models/sql/said_privileges.hpp"

#include <gtest/gtest.h>

namespace pgslate::models {
namespace {

std::string said(std::string_view sql) {
    std::vector<std::string> names;
    for (const auto& id : said_privileges(sql, "me")) names.push_back(to_string(id));
    return format("{}", join(names, "; "));
}

TEST(SaidPrivileges, OfSchemasAreOfEachRoleAndSchema) {
    EXPECT_EQ(said("grant usage, create on schema public, \"App\" to a, group b, PUBLIC with grant "
                   "option"),
              "privileges of a on schema public; privileges of a on schema \"App\"; "
              "privileges of b on schema public; privileges of b on schema \"App\"; "
              "privileges of public on schema public; privileges of public on schema \"App\"");
    EXPECT_EQ(said("REVOKE GRANT OPTION FOR ALL ON SCHEMA public FROM CURRENT_USER CASCADE"),
              "privileges of me on schema public");
    EXPECT_EQ(said("alter schema public owner to x"), "owner of schema public");
}

TEST(SaidPrivileges, ByDefaultAreOfEachRoleAndSchema) {
    EXPECT_EQ(said("alter default privileges grant select on tables to x"),
              "default privileges of me for tables");
    EXPECT_EQ(said("ALTER DEFAULT PRIVILEGES IN SCHEMA a FOR USER r, \"S\" REVOKE ALL ON ROUTINES "
                   "FROM x"),
              "default privileges of r for functions in schema a; "
              "default privileges of S for functions in schema a");
    EXPECT_EQ(said("alter default privileges for role r in schema a, b grant all on large objects "
                   "to x"),
              "default privileges of r for large objects in schema a; "
              "default privileges of r for large objects in schema b");
}

TEST(SaidPrivileges, AreNotThoseOfOtherThings) {
    for (const auto* sql :
         {"grant a to b", "grant select on schema to x", "grant select on t to x",
          "grant connect on database d to x", "alter schema public rename to x",
          "alter default privileges", "grant usage on schema", "revoke", "select 1", ""})
        EXPECT_EQ(said(sql), "") << sql;
}

} // namespace
} // namespace pgslate::models
