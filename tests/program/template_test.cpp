// Databases that a new one may be copied from, and what they hold. On a server of its own, since
// all tests share the templates of theirs.
#include "base/format.hpp"
#include "support/own_server_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace pgslate::testing {
namespace {

class Template : public OwnServerTest {
  protected:
    void SetUp() override {
        model("a.toml", "[table.a.columns]\nid = \"integer primary key\"\n");
        ASSERT_EQ(own({"resetdb"}).status, 0);
        execute({"create table stray (id integer)",
                 "create function stray() returns integer language sql as 'select 1'",
                 "alter default privileges grant select on tables to public"},
                "template1");
    }
    void TearDown() override {
        own({"drop"});
        execute({"drop table stray", "drop function stray",
                 "alter default privileges revoke select on tables from public"},
                "template1");
    }

    Ended own(std::vector<std::string> arguments) const {
        auto program = on_own_server(std::move(arguments));
        program.environment["XDG_CACHE_HOME"] = (project_.path() / "cache").string();
        return run(program);
    }
    void expect_in_sync() const {
        const auto ended = own({"status"});
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    }
    std::string tables() const {
        return ask_own("select coalesce(string_agg(relname || coalesce(relacl::text, ''), ' ' "
                       "order by relname), '') from pg_class "
                       "where relkind = 'r' and relnamespace = 'public'::regnamespace",
                       name());
    }
};

TEST_F(Template, DeclaresNothing) {
    expect_in_sync();
    const auto created = own({"create"});
    EXPECT_EQ(created.status, 0) << created.err;
    EXPECT_EQ(created.out, "Nothing is missing.\n");
    EXPECT_EQ(tables(), "a");
}

TEST_F(Template, HasWhatTheModelsDeclareAndNobodyMinds) {
    execute({"create table a (x text)"}, "template1");
    expect_in_sync();
    EXPECT_EQ(own({"check", "--server"}).status, 0);
    execute({"drop table a"}, "template1");
}

TEST_F(Template, IsNamedWhenItIsInTheWay) {
    execute({"create table a (x text)"}, "template1");
    for (const auto* command : {"resetdb", "create"}) {
        const auto ended = own({command});
        const bool there = std::string(command) == "resetdb";
        EXPECT_EQ(ended.status, 1) << ended.err;
        EXPECT_EQ(count_of("it comes from the template of the new database", ended.err), 1U)
            << ended.err;
        EXPECT_EQ(count_of("--template template0", ended.err), 1U) << ended.err;
        if (there) {
            EXPECT_EQ(own({"drop"}).status, 0);
        }
    }
    for (const auto* command : {"create", "resetdb"}) {
        const auto made = own({command, "--template", "template0"});
        EXPECT_EQ(made.status, 0) << made.err;
        EXPECT_EQ(tables(), "a");
    }
    execute({"drop table a"}, "template1");
}

TEST_F(Template, LeavesWhatNobodyDeclares) {
    EXPECT_EQ(own({"resetdb"}).status, 0);
    const auto ended = own({"status"});
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(count_of("undeclared table public.stray", ended.out), 1U) << ended.out;
    EXPECT_EQ(own({"resetdb", "--template", "template0"}).status, 0);
    expect_in_sync();
}

TEST_F(Template, IsSaidToHoldWhatIsMissing) {
    model("b.sql", "create view v as select stray() as s;");
    const auto ended = own({"check", "--server"});
    EXPECT_EQ(ended.status, 65) << ended.out;
    EXPECT_EQ(count_of("what only template1 holds has to be declared", ended.err), 1U) << ended.err;
}

// Then what the usual one holds is left out, and not kept for the next time.
TEST_F(Template, MayBeAnyWhereThereIsNoTemplate0) {
    execute({"alter database template0 is_template false"});
    expect_in_sync();
    EXPECT_FALSE(std::filesystem::exists(project_.path() / "cache"));
    const auto created = own({"create"});
    EXPECT_EQ(created.out, "Nothing is missing.\n") << created.err;
    EXPECT_EQ(tables(), "a");
    execute({"alter database template0 is_template true"});
}

} // namespace
} // namespace pgslate::testing
