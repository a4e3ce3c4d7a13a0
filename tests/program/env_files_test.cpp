// Variables from files, as the program uses them.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

// In single quotes.
std::string quoted(std::string value) {
    for (auto at = value.find('\''); at != std::string::npos; at = value.find('\'', at + 2))
        value.insert(at, "\\");
    return format("'{}'", value);
}

class EnvFilesOfRuns : public ProgramTest {
  protected:
    Ended run_with_file(std::vector<std::string> arguments,
                        const Variables& environment = {}) const {
        arguments.insert(arguments.end(), {"--env-file", ".env"});
        auto program = pgslate(std::move(arguments));
        program.environment = environment;
        return run(program);
    }
};

TEST_F(EnvFilesOfRuns, NameTheTargetWithWindowsLineEndsToo) {
    model("a.sql", "create table a ();");
    std::string text = "\xEF\xBB\xBF# a comment\r\n";
    for (const auto& [name, value] : target())
        text += format("export {}={} # so\r\n", name, quoted(value));
    project_.write(".env", text);
    const auto created = run_with_file({"create"});
    EXPECT_EQ(created.status, 0) << created.err;
    EXPECT_EQ(count_of("Target    POSTGRES_URL (.env:4), POSTGRES_USER (.env:5)",
                       run_with_file({"status"}).out),
              1U);
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

TEST_F(EnvFilesOfRuns, AreReadByLibpqAndByThePrograms) {
    const auto& server = test_server();
    project_.write(".env",
                   format("DATABASE_URL=postgresql://{}@{}:{}/{}\nPGPASSWORD={}\nTABLE=t\n",
                          server.user, server.host, server.port, name(), quoted(server.password)));
    project_.write("pgslate.toml",
                   "models = [{ command = ['sh', '-c', 'echo \"create table $TABLE ();\"'] }]\n");
    const auto created = run_with_file({"create"});
    EXPECT_EQ(created.status, 0) << created.err;
    EXPECT_EQ(ask_target("select count(*) from pg_class where relname = 't'"), "1");
}

TEST_F(EnvFilesOfRuns, AreNeverReadUnasked) {
    project_.write(".env", "POSTGRES_URL=127.0.0.1:1\n");
    auto program = pgslate({"status"});
    program.environment.clear();
    EXPECT_EQ(count_of("no database is named", run(program).err), 1U);
}

} // namespace
} // namespace pgslate::testing
