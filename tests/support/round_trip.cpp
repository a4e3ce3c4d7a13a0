#include "support/round_trip.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

namespace pgslate::testing {
namespace {

Ended pgslate_without_error(const Ended& ended) {
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    return ended;
}

} // namespace

std::string pg_dump(const std::string& database) {
    const auto ended = run(server_program("pg_dump", {"--schema-only", database}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    std::istringstream lines(ended.out);
    std::vector<std::string> grants;
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with("--") || line.starts_with("\\")) continue;
        if (line.starts_with("GRANT "))
            grants.push_back(line);
        else
            (text += line) += '\n';
    }
    std::ranges::sort(grants);
    for (const auto& grant : grants) (text += grant) += '\n';
    return text;
}

std::string RoundTripTest::dumped() const {
    return pgslate_without_error(run_pgslate({"dump", "--database", source()})).out;
}

void RoundTripTest::expect_same_by_psql(const std::string& script, const std::string& way) const {
    const TestDatabase copy("_copy", "template template0");
    project_.write("script.sql", script);
    const auto file = (project_.path() / "script.sql").string();
    const auto ended = run(
        server_program("psql", {"-qX", "-v", "ON_ERROR_STOP=1", "-d", copy.name(), "-f", file}));
    EXPECT_EQ(ended.status, 0) << way << ": " << ended.err << script;
    EXPECT_EQ(pg_dump(copy.name()), pg_dump(source())) << way;
}

void RoundTripTest::expect_in_sync(const std::string& database) const {
    const auto ended = run_pgslate({"status", "--database", database});
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
}

void RoundTripTest::expect_same_again() const {
    expect_same_by_psql(dumped(), "dump");
    pgslate_without_error(
        run_pgslate({"dump", "--database", source(), "--output", "schemas", "--force"}));
    pgslate_without_error(run_pgslate({"resetdb"}));
    EXPECT_EQ(pg_dump(name()), pg_dump(source())) << "dump --output and resetdb";
    expect_in_sync(source());
    expect_in_sync(name());
    EXPECT_EQ(run_pgslate({"dump"}).out, dumped());
    expect_same_by_psql(run_pgslate({"sql"}).out, "sql");
}

} // namespace pgslate::testing
