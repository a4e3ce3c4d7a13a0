#include "support/loading.hpp"

#include "base/format.hpp"

#include <regex>

namespace pgslate::testing {
namespace {

// What pg_dump writes of a database, without the random word that newer ones put around it.
std::string pg_dump_of(const std::string& database) {
    const auto ended = run(server_program("pg_dump", {"--schema-only", database}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    return std::regex_replace(ended.out, std::regex(R"(\\(un)?restrict .*\n)"), "");
}

} // namespace

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

void drop_owned(const std::string& role, const std::vector<std::string>& databases) {
    for (const auto& database : databases)
        if (database_exists(database)) run_sql(format("drop owned by {} cascade", role), database);
}

void LoadingTest::expect_same_by_psql(const std::string& what, const std::string& script,
                                      const std::string& wanted) const {
    SCOPED_TRACE(what + ", by psql");
    const TestDatabase again("", "template template0");
    auto psql = server_program("psql", {"-qX", "-v", "ON_ERROR_STOP=1", "-d", again.name()});
    psql.input = script;
    const auto ended = run(psql);
    EXPECT_EQ(ended.status, 0) << ended.err << script;
    if (ended.status == 0) {
        EXPECT_EQ(pg_dump_of(again.name()), wanted);
    }
}

void LoadingTest::expect_same_in_every_way(const std::string& database) const {
    const auto wanted = pg_dump_of(database);
    const auto script = run_pgslate({"dump", "--database", database});
    EXPECT_EQ(script.status, 0) << script.err;
    expect_same_by_psql("dump", script.out, wanted);
    const auto dumped =
        run_pgslate({"dump", "--database", database, "--output", "schemas", "--force"});
    EXPECT_EQ(dumped.status, 0) << dumped.err;
    const auto sql = run_pgslate({"sql"});
    EXPECT_EQ(sql.status, 0) << sql.err;
    expect_same_by_psql("sql", sql.out, wanted);
    const auto reset = run_pgslate({"resetdb"});
    ASSERT_EQ(reset.status, 0) << reset.err;
    EXPECT_EQ(pg_dump_of(name()), wanted);
    const auto status = run_pgslate({"status", "--database", database});
    EXPECT_EQ(status.status, 0) << status.out << status.err;
}

} // namespace pgslate::testing
