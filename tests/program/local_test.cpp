// The private server, and a project from `init` on. One server for all: making one takes a second.
#include "support/program_test.hpp"

#include <filesystem>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Local : public ::testing::Test {
  protected:
    ~Local() override { EXPECT_EQ(run(pgslate({"local", "destroy"})).status, 0); }

    Program pgslate(std::vector<std::string> arguments) const {
        return {.arguments = std::move(arguments),
                .environment = {{"XDG_STATE_HOME", (folder_.path() / "state").string()},
                                {"PGSLATE_PG_BINDIR", test_server().binaries}},
                .folder = project_};
    }

    Ended run_in_shell(const std::string& command) const {
        auto program = pgslate({"-c", command});
        program.binary = "/bin/sh";
        program.environment["PGSLATE"] = PGSLATE_BINARY;
        program.environment["PSQL"] = test_server().binaries + "/psql";
        return run(program);
    }

    TemporaryFolder folder_;
    fs::path project_ = folder_.path() / "it's a project";
};

TEST_F(Local, ServesAProjectFromInitOn) {
    fs::create_directory(project_);
    const auto init = run(pgslate({"init"}));
    EXPECT_EQ(init.status, 0) << init.err;
    EXPECT_TRUE(fs::exists(project_ / "pgslate.toml"));
    EXPECT_NE(run(pgslate({"init"})).status, 0) << "it overwrites nothing";
    EXPECT_EQ(run(pgslate({"check"})).status, 0);
    EXPECT_EQ(run(pgslate({"local", "status"})).status, 2);
    EXPECT_EQ(run(pgslate({"local", "status", "--database", ""})).status, 2) << "it has no say";

    const auto reset = run(pgslate({"resetdb"}));
    EXPECT_EQ(reset.out, "Creating database.\nCreating tables.\nShiny!\n") << reset.err;
    EXPECT_EQ(run(pgslate({"status"})).status, 0);
    EXPECT_EQ(run(pgslate({"local", "status"})).status, 0);
    EXPECT_EQ(run(pgslate({"resetdb"})).status, 0);

    const auto by_hand = run_in_shell(
        "eval \"$(\"$PGSLATE\" local env)\" && export POSTGRES_DB=evaluated && "
        "\"$PGSLATE\" create && PGPASSWORD=\"$POSTGRES_PW\" \"$PSQL\" -XAt -h \"$POSTGRES_URL\" "
        "-U \"$POSTGRES_USER\" -c \"insert into \\\"user\\\" (name) values ('x') returning id\" "
        "\"$POSTGRES_DB\"");
    EXPECT_EQ(by_hand.status, 0) << by_hand.err;
    EXPECT_NE(by_hand.out.find("\n1\n"), std::string::npos) << by_hand.out << by_hand.err;

    EXPECT_EQ(run(pgslate({"local", "stop"})).out, "Stopped.\n");
    const auto source = run(pgslate({"status", "--json"}));
    EXPECT_EQ(source.status, 0) << "it starts again by itself: " << source.err;
}

// A role without the right to make a database compares with the help of the private server.
TEST_F(Local, ServesScratchDatabases) {
    fs::create_directory(project_);
    EXPECT_EQ(run(pgslate({"init"})).status, 0);
    const TestDatabase theirs;
    const LoginRole role("secret-1");
    auto status = pgslate({"status", "--url",
                           "postgresql://" + role.name() + "@/" + theirs.name()
                               + "?host=" + test_server().socket + "&port=" + test_server().port});
    const auto refused = run(status);
    EXPECT_EQ(refused.status, 77) << refused.out;
    EXPECT_EQ(count_of("pgslate local start", refused.err), 1U) << refused.err;
    EXPECT_EQ(run(pgslate({"local", "start"})).status, 0);
    const auto compared = run(status);
    EXPECT_EQ(compared.status, 2) << compared.err;
    EXPECT_EQ(count_of("missing    table public.\"user\"", compared.out), 1U) << compared.out;
}

} // namespace
} // namespace pgslate::testing
