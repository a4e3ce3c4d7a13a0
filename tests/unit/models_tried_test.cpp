// What runs where models are only tried, and how far statements reach.
#include "models/sql/pieces.hpp"
#include "models/sql/reach.hpp"
#include "models/sql/subscription.hpp"
#include "models/sql/tried.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pgslate::testing {
namespace {

using models::is_about_database;
using models::Reach;
using models::TokenReader;
using models::tried;

Reach reach(const char* text) {
    return models::reach_of(TokenReader(text));
}

TEST(TriedStatements, RunsWhatIsAboutObjectsOfTheDatabase) {
    for (const auto* text : {"create table t (a int, b int generated always as (a) stored)",
                             "CREATE OR REPLACE FUNCTION f() returns int language sql return 1",
                             "create table p partition of t for values in (1)",
                             "create user mapping for a server s",
                             "create default conversion c for 'UTF8' to 'LATIN1' from f",
                             "alter user mapping for a server s options (set user 'x')",
                             "drop table t",
                             "alter default privileges for role a grant select on tables to b",
                             "grant select on database to a",
                             "grant select on database, t to a",
                             "revoke all on tablespace.t from a",
                             "grant usage on schema s to a",
                             "comment on column t.database is ''",
                             "security label for 'x' on table t is 'y'",
                             "set constraints all deferred",
                             "cluster t using i",
                             "do $$ begin end $$",
                             "drop subscription s",
                             "alter subscription s owner to a",
                             "alter subscription s set (binary = true, streaming = on)"})
        EXPECT_EQ(tried(text), text);
}

TEST(TriedStatements, DoesNotRunWhatAllDatabasesShare) {
    for (const auto* text : {"grant connect on database d to a",
                             "REVOKE /* x */ ALL ON DATABASE \"to\" FROM a",
                             "grant create on tablespace t to a",
                             "grant set on parameter work_mem to a",
                             "grant a to b",
                             "revoke admin option for a from b",
                             "create role a",
                             "create user a",
                             "create group a",
                             "drop role a",
                             "alter role a set work_mem = '1MB'",
                             "alter user a login",
                             "alter group a add user b",
                             "create database d",
                             "alter database d set work_mem = 1",
                             "drop database d",
                             "create tablespace t location '/x'",
                             "alter tablespace t rename to u",
                             "alter system set work_mem = 1",
                             "comment on database d is ''",
                             "comment on role a is ''",
                             "comment on tablespace t is ''",
                             "security label for x on role a is ''",
                             "reassign owned by a to b",
                             "drop owned by a"}) {
        EXPECT_EQ(reach(text), Reach::shared) << text;
        EXPECT_FALSE(tried(text)) << text;
    }
}

TEST(TriedStatements, DoesNotRunWhatAsksForRowsOrConnectsOrIsNotKnown) {
    for (const auto* text : {"select pg_sleep(3)",
                             "(select 1)",
                             "insert into t values (1)",
                             "with a as (select 1) delete from t",
                             "merge into t using u on true when matched then delete",
                             "values (1)",
                             "table t",
                             "call p()",
                             "execute p",
                             "explain analyze delete from t",
                             "copy t from stdin",
                             "copy t to program 'x'",
                             "copy (select 1) to '/x'",
                             "truncate t",
                             "refresh materialized view v",
                             "lock t",
                             "vacuum",
                             "analyze",
                             "notify c",
                             "listen c",
                             "load 'x'",
                             "checkpoint",
                             "import foreign schema a from server s into b",
                             "alter large object 1 owner to a",
                             "grant all on large object 1 to a",
                             "alter subscription s refresh publication",
                             "alter subscription s enable",
                             "alter subscription s set publication p",
                             "alter subscription s set (slot_name = x)",
                             "alter subscription s set (binary = true, failover = true)",
                             "conjure something up",
                             ""})
        EXPECT_FALSE(tried(text)) << text;
}

TEST(TriedStatements, FillsNothingWithRows) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"create table t as select f() -- now", "create table t as select f() WITH NO DATA"},
        {"create unlogged table if not exists t (a) using heap as table u with data",
         "create unlogged table if not exists t (a) using heap as table u WITH NO DATA"},
        {"create materialized view v as select 1",
         "create materialized view v as select 1 WITH NO DATA"},
        {"create materialized view v as select 1 WITH NO\nDATA",
         "create materialized view v as select 1 WITH NO\nDATA"},
        {"select f() as a into s.t from u",
         "CREATE TABLE s.t AS select f() as a  from u WITH NO DATA"},
        {"with a as (delete from u returning *) select * into temp table t from a",
         "CREATE TEMPORARY TABLE t AS with a as (delete from u returning *) select *  from a WITH "
         "NO "
         "DATA"}};
    for (const auto& [text, runs] : cases) EXPECT_EQ(tried(text), runs);
}

TEST(TriedStatements, MakesSubscriptionsThatKnowNoPublisher) {
    constexpr auto asleep =
        "connect = false, enabled = false, create_slot = false, slot_name = NONE)";
    const std::string start = "create subscription s connection 'with (' publication p";
    EXPECT_EQ(tried(start), start + " WITH (" + asleep);
    EXPECT_EQ(tried(start
                    + " with (CONNECT = true, \"enabled\", binary = 1,copy_data /* */ = on, "
                      "Slot_Name = 'x', streaming = 'on') -- end"),
              start + " with (binary = 1, streaming = 'on', " + asleep);
    EXPECT_FALSE(tried(start + " with (u&\"conn\\0065ct\" = true)")) << "who knows what that says";
    EXPECT_FALSE(tried(start + " with (binary = true"));
}

TEST(TriedStatements, KnowsTheSlotThatASubscriptionWouldHave) {
    const auto slot = [](const std::string& options) {
        const auto text = "create subscription s connection '' publication p" + options;
        return models::slot_of_subscription(TokenReader(text)).value().slot;
    };
    EXPECT_EQ(slot(""), "s");
    EXPECT_EQ(slot(" with (connect = false)"), "s");
    EXPECT_EQ(slot(" with (connect = false, slot_name = Foo)"), "foo");
    EXPECT_EQ(slot(" with (slot_name = 'Foo', binary = true)"), "Foo");
    EXPECT_EQ(slot(" with (slot_name = NONE)"), "none");
    EXPECT_FALSE(models::slot_of_subscription(TokenReader("create table s ()")));
}

TEST(TriedStatements, TakesGrantsOnDatabasesOutOfCreateSchema) {
    const auto pieces = models::pieces_of("create schema s create table t (a int)\n"
                                          "grant create on database d to a grant select on t to b");
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0].text, "create schema s create table t (a int)\n" + std::string(32, ' ')
                                  + "grant select on t to b");
    EXPECT_EQ(pieces[1].text, "grant create on database d to a ");
    EXPECT_EQ(pieces[1].offset, 39U);
}

TEST(Statements, TellWhetherTheyAreAboutADatabaseAsAWhole) {
    for (const auto* text :
         {"alter database Shop set work_mem = 1", "alter database \"shop\" owner to a",
          "comment on database shop is 'x'", "security label for x on database shop is 'y'",
          "grant connect on database other, shop to a", "revoke all on database shop from public",
          "alter role a in database shop set x = 1", "alter user all in database shop reset all"})
        EXPECT_TRUE(is_about_database(text, "shop")) << text;
    for (const auto* text : {"alter database other set work_mem = 1",
                             "alter database \"Shop\" owner to a", "grant select on shop to a",
                             "grant select on database to shop", "comment on table shop is ''",
                             "grant shop to a", "alter role shop set x = 1", "drop database shop"})
        EXPECT_FALSE(is_about_database(text, "shop")) << text;
}

} // namespace
} // namespace pgslate::testing
