// A database full of operators and functions that lie in wait for whoever looks at it with more
// rights: none of them runs, whatever the command.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/own_server.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace pgslate::testing {
namespace {

// A server of its own: what is planted in template1 and postgres would be in everybody's way.
class Planted : public ::testing::Test {
  protected:
    Planted() {
        const auto traps =
            read_file(PGSLATE_SOURCE_DIR "/tests/fixtures/planted.sql", ExitStatus::failed);
        server_.session("template1").execute(sql::Text::verbatim(traps), "planting");
        const std::string path = "set search_path = public, planted, pg_temp, pg_catalog";
        for (const auto* statement :
             {"create database shop", "drop database postgres", "create database postgres"})
            run("template1", statement);
        for (const auto* whose : {"role postgres", "database shop", "database postgres"})
            run("template1", format("alter {} {}", whose, path));
        run("shop", "create table kept (id integer primary key, name text default 'x' || 'y' check "
                    "(name <> ''))");
        project_.write("schemas/a.sql",
                       "create table kept (id integer primary key, name text default 'x' || 'y' "
                       "check (name <> ''));\nset search_path = pg_temp, planted, public;\n"
                       "create table public.more (id integer references public.kept);\n"
                       "insert into public.kept values (1);\nreset all;\n"
                       "create table last (id integer);\n");
    }

    void run(const std::string& database, const std::string& statement) {
        auto session = server_.session(database);
        session.execute(sql::Text::verbatim("set search_path = ''"), "preparing a test");
        session.execute(sql::text("RESET search_path"), "preparing a test");
        session.execute(sql::Text::verbatim(statement), "preparing a test");
    }

    // In all databases that have the sequence which every trap counts in.
    std::string traps_that_ran() {
        std::string found;
        for (const auto* database : {"postgres", "template1", "shop"}) {
            auto opened = postgres::Session::open(socket_parameters(server_.place(), database));
            if (auto* session = std::get_if<postgres::Session>(&opened))
                if (session->query(sql::text("SELECT is_called FROM planted.runs"), "looking")
                        .at(0)
                        .at(0)
                    == "t")
                    found += format("{} ", database);
        }
        return found;
    }

    void expect_no_trap(std::vector<std::string> arguments, std::vector<int> statuses) {
        const auto command = format("{}", join(arguments, " "));
        arguments.insert(arguments.end(), {"--database", "shop"});
        const auto& place = server_.place();
        const auto ended = testing::run({.arguments = std::move(arguments),
                                         .environment = {{"PGHOST", place.socket},
                                                         {"PGPORT", place.port},
                                                         {"PGUSER", place.user},
                                                         {"PGDATABASE", "shop"},
                                                         {"XDG_CACHE_HOME", project_.path() / "c"}},
                                         .folder = project_.path()});
        EXPECT_EQ(std::ranges::count(statuses, ended.status), 1) << command << '\n' << ended.err;
        EXPECT_EQ(count_of("planted code ran", ended.err), 0U) << command << ended.err;
        EXPECT_EQ(traps_that_ran(), "") << command;
    }

    const OwnServer server_;
    TemporaryFolder project_;
};

TEST_F(Planted, CodeRunsForNobodyWhoLooks) {
    const auto& place = server_.place();
    const auto other =
        format("postgresql://{}@/postgres?host={}&port={}", place.user, place.socket, place.port);
    expect_no_trap({"status"}, {0, 2});
    expect_no_trap({"status", "--like", other}, {0, 2});
    expect_no_trap({"check", "--server"}, {0});
    expect_no_trap({"dump", "--output", "dumped"}, {0});
    expect_no_trap({"dump", "--format", "sql"}, {0});
    expect_no_trap({"sql"}, {0});
}

TEST_F(Planted, CodeRunsForNobodyWhoChangesTheDatabase) {
    expect_no_trap({"create"}, {0});
    expect_no_trap({"create", "--protect"}, {0});
    expect_no_trap({"resetdb", "--confirm", "shop"}, {0});
    expect_no_trap({"drop", "--confirm", "shop"}, {0});
    expect_no_trap({"drop"}, {0});
    expect_no_trap({"create"}, {0});
    expect_no_trap({"resetdb", "--in-place"}, {77}); // the casts stand outside of the schemas
    run("shop", "drop type public.anything cascade");
    expect_no_trap({"resetdb", "--in-place"}, {0});
}

// The traps work: whoever has them in their path walks into them.
TEST_F(Planted, CodeRunsForWhoeverHasItInThePath) {
    auto session = server_.session("shop");
    for (const auto* question :
         {"select 1 from pg_class where oid = 1::int4", "select relname || relname from pg_class",
          "select null::jsonb ->> null::jsonb, pg_get_userbyid(10)",
          "set search_path = planted, pg_catalog; select pg_get_userbyid(10)"})
        EXPECT_THROW(session.execute(sql::Text::verbatim(question), "walking into it"), Error)
            << question;
    EXPECT_EQ(traps_that_ran(), "shop ");
}

} // namespace
} // namespace pgslate::testing
