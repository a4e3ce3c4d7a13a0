// --watch: again whenever a model changes.
#include "base/format.hpp"
#include "support/forwarder.hpp"
#include "support/program_test.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

class Watch : public ProgramTest {
  protected:
    Watch() { model("a.sql", "create table a ();\n"); }

    void begin(std::vector<std::string> arguments, bool terminal = false) {
        auto program = pgslate(std::move(arguments));
        program.on_start = [this](pid_t pid) { pid_ = pid; };
        ended_ = std::async(std::launch::async, [program, terminal] {
            return terminal ? run_in_terminal(program) : run(program);
        });
    }

    // The database is away for a moment when another takes its place.
    bool has_table(const std::string& table) const {
        try {
            return ask_target(format("select to_regclass('{}') is not null", table)) == "t";
        } catch (const std::exception&) {
            return false;
        }
    }

    bool comes(const std::string& table) const {
        for (int i = 0; i < 300; ++i, std::this_thread::sleep_for(50ms))
            if (has_table(table)) return true;
        return false;
    }

    Ended end(int signal) {
        std::this_thread::sleep_for(300ms); // what comes behind the new database: the old one goes
        ::kill(pid_, signal);
        return ended_.get();
    }

    std::atomic<pid_t> pid_ = 0;
    std::future<Ended> ended_;
};

TEST_F(Watch, DoesItAgainWheneverAModelChanges) {
    begin({"resetdb", "--watch"});
    ASSERT_TRUE(comes("a"));
    model("b.sql", "create table b ();\n");
    ASSERT_TRUE(comes("b"));
    model("b.sql", "create tabel b ();\n");
    std::this_thread::sleep_for(500ms);
    // As editors write: beside it, and then in its place.
    project_.write(".b.new", "create table c ();\n");
    std::filesystem::rename(project_.path() / ".b.new", project_.path() / "schemas/b.sql");
    ASSERT_TRUE(comes("c"));
    std::filesystem::remove(project_.path() / "schemas/a.sql");
    for (int i = 0; i < 200 && has_table("a"); ++i) std::this_thread::sleep_for(50ms);
    EXPECT_FALSE(has_table("a"));
    const auto ended = end(SIGINT);
    EXPECT_EQ(ended.status, 130) << ended.err;
    EXPECT_EQ(count_of("Shiny!", ended.out), 4U) << ended.out;
    EXPECT_EQ(count_of("syntax error", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("Watching 2 models and pgslate.toml", ended.err), 3U) << ended.err;
    EXPECT_EQ(count_of("\033", ended.out + ended.err), 0U) << "no screen to clear";
    expect_that_no_scratch_database_stays();
}

TEST_F(Watch, SeesFoldersComeAndGo) {
    begin({"apply", "--watch"}, true);
    ASSERT_TRUE(comes("a"));
    model("deep/er/b.sql", "create table b ();\n");
    ASSERT_TRUE(comes("b"));
    std::filesystem::rename(project_.path() / "schemas", project_.path() / "before");
    std::this_thread::sleep_for(500ms);
    model("a.sql", "create table a ();\ncreate table b ();\ncreate table c ();\n");
    ASSERT_TRUE(comes("c"));
    model("d/d.sql", "create table d ();\n");
    ASSERT_TRUE(comes("d"));
    const auto ended = end(SIGTERM);
    EXPECT_EQ(ended.status, 143) << ended.out;
    EXPECT_GE(count_of("\033[H\033[2J", ended.out), 3U) << ended.out;
}

TEST_F(Watch, LeavesAnotherTargetAlone) {
    const FreeName other("other");
    run_sql("create database \"" + other.text() + "\"");
    run_sql("create table precious ()", other.text());
    std::filesystem::permissions(project_.path(), std::filesystem::perms(0700));
    const auto use = [this](const std::string& database) {
        project_.write("pgslate.toml",
                       format("default_profile = 'd'\n[profile.d]\nurl = '{}'\nuser = '{}'\n"
                              "password = {{ env = 'PW' }}\ndatabase = '{}'\n",
                              target()["POSTGRES_URL"], target()["POSTGRES_USER"], database));
    };
    use(name());
    auto program = pgslate({"resetdb", "--watch"});
    program.environment = {{"PW", target()["POSTGRES_PW"]}};
    program.on_start = [this](pid_t pid) { pid_ = pid; };
    ended_ = std::async(std::launch::async, [program] { return run(program); });
    ASSERT_TRUE(comes("a"));
    std::this_thread::sleep_for(500ms);
    use(other.text());
    const auto ended = ended_.get();
    EXPECT_EQ(ended.status, 77) << ended.err;
    EXPECT_EQ(count_of("the target is another one now", ended.err), 1U) << ended.err;
    EXPECT_EQ(ask("select to_regclass('precious')", other.text()), "precious");
}

TEST_F(Watch, SeesTheFilesThatModelCommandsName) {
    std::filesystem::permissions(project_.path(), std::filesystem::perms(0700));
    project_.write("print.sh", "echo 'create table a ();'\n");
    project_.write("pgslate.toml", "models = [{ command = ['sh', 'print.sh'] }]\n");
    begin({"resetdb", "--watch"});
    ASSERT_TRUE(comes("a"));
    project_.write("print.sh", "echo 'create table b ();'\n");
    EXPECT_TRUE(comes("b"));
    const auto ended = end(SIGINT);
    EXPECT_GE(count_of("Watching 1 model and pgslate.toml", ended.err), 1U) << ended.err;
}

TEST_F(Watch, IsRefusedForAProtectedDatabase) {
    ASSERT_EQ(run_pgslate({"create", "--protect"}).status, 0);
    const auto ended = run_pgslate({"resetdb", "--watch"});
    EXPECT_EQ(ended.status, 77);
    EXPECT_EQ(count_of("--watch destroys and alters without a question", ended.err), 1U)
        << ended.err;
}

TEST_F(Watch, IsRefusedForADatabaseOfAnotherMachine) {
    const Forwarder forwarder(test_server().host, test_server().port);
    if (forwarder.address().empty()) GTEST_SKIP() << "this machine has no address but loopback";
    auto program = pgslate({"resetdb", "--watch", "--yes"});
    program.environment["POSTGRES_URL"] = forwarder.address();
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 77);
    EXPECT_EQ(count_of("is on another machine", ended.err), 1U) << ended.err;
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(Watch, IsNotForWhatIsAskedOrReadOnlyOnce) {
    for (const auto& [option, value] :
         {std::pair("--json", ""), std::pair("--confirm", "x"), std::pair("--like", "x")}) {
        std::vector<std::string> arguments = {"apply", "--watch", option};
        if (*value != '\0') arguments.emplace_back(value);
        EXPECT_EQ(run_pgslate(arguments).status, 64) << option;
    }
    auto piped = pgslate({"resetdb", "--watch", "--models", "/dev/null"});
    EXPECT_EQ(run(piped).status, 64);
}

} // namespace
} // namespace pgslate::testing
