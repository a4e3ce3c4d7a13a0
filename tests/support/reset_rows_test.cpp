#include "support/reset_rows_test.hpp"

#include "base/format.hpp"

namespace pgslate::testing {

ResetRowsTest::ResetRowsTest() {
    execute({format("create database {}", name())});
}

ResetRowsTest::~ResetRowsTest() {
    execute({format("drop database {} with (force)", name())});
}

Program ResetRowsTest::program(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"resetdb", "--in-place", "--yes"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto program = on_own_server(std::move(arguments));
    program.environment["XDG_CACHE_HOME"] = (project_.path() / "cache").string();
    return program;
}

void ResetRowsTest::expect_reset(bool only_rows) const {
    const auto ended = run(program({"--json"}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("\"only_rows\": true", ended.out), only_rows ? 1U : 0U) << ended.out;
}

} // namespace pgslate::testing
