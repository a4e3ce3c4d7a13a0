// What nobody waits for: on this machine the old database is dropped when resetdb has ended.
#include "base/format.hpp"
#include "support/own_server_test.hpp"
#include "support/statement_proxy.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr const char* ours =
    "select count(*) from pg_database where starts_with(datname, 'pgslate_')";

std::string content_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Their parents have ended, so they are given to us.
std::vector<pid_t> orphans() {
    std::istringstream children(content_of(format("/proc/self/task/{}/children", ::getpid())));
    return {std::istream_iterator<pid_t>(children), {}};
}

pid_t orphan() {
    const auto all = orphans();
    return all.empty() ? 0 : all.front();
}

// What stands behind the name of the program: its state, its parent, its group, its session, its
// terminal.
std::vector<std::string> facts_of(pid_t process) {
    const auto stat = content_of(format("/proc/{}/stat", process));
    std::istringstream words(stat.substr(stat.rfind(')') + 1));
    return {std::istream_iterator<std::string>(words), {}};
}

std::vector<std::string> descriptors_of(pid_t process) {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(format("/proc/{}/fd", process)))
        found.push_back(fs::read_symlink(entry.path()).string());
    std::ranges::sort(found);
    return found;
}

class DroppedBehind : public OwnServerTest {
  protected:
    DroppedBehind() {
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        model("a.sql", "create table a (id int);");
        EXPECT_EQ(run(on_own_server({"resetdb"})).status, 0);
    }
    ~DroppedBehind() override {
        release();
        while (::waitpid(-1, nullptr, 0) > 0) {
        }
        ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    }

    // A reset whose drop comes no further than to the server's door.
    Ended reset_and_hold() {
        auto program = on_own_server({"resetdb", "--json"});
        program.environment["POSTGRES_URL"] = proxy_.address();
        return run(program);
    }
    void release() {
        if (!std::exchange(released_, true)) open_.set_value();
    }
    static void wait_until_dropped() {
        for (int i = 0; i < 1000 && ask_own(ours) != "0"; ++i) std::this_thread::sleep_for(10ms);
        EXPECT_EQ(ask_own(ours), "0");
    }

  private:
    bool released_ = false;
    std::promise<void> open_;
    std::shared_future<void> opened_ = open_.get_future().share();
    StatementProxy proxy_{server_->place().host,
                          server_->place().port,
                          {.behind = "pg_advisory_unlock",
                           .moment = Moment::before,
                           .action = [opened = opened_](pid_t) { opened.wait(); }}};
};

// Run() returns when nobody holds what the program wrote to.
TEST_F(DroppedBehind, HoldsNothingOfWhoeverAskedForIt) {
    const auto ended = reset_and_hold();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("\"dropped_behind\": true", ended.out), 1U) << ended.out;
    EXPECT_EQ(ask_own(ours), "1");
    const auto process = orphan();
    ASSERT_GT(process, 0);
    EXPECT_EQ(fs::read_symlink(format("/proc/{}/cwd", process)), "/");
    const auto descriptors = descriptors_of(process);
    ASSERT_EQ(descriptors.size(), 4U) << format("{}", join(descriptors, ", "));
    EXPECT_EQ(std::ranges::count(descriptors, "/dev/null"), 3);
    EXPECT_TRUE(descriptors.back().starts_with("socket:")) << descriptors.back();
    const auto facts = facts_of(process);
    EXPECT_NE(facts.at(3), std::to_string(::getsid(0))) << "the session";
    EXPECT_NE(facts.at(3), std::to_string(process)) << "it leads none";
    EXPECT_EQ(facts.at(4), "0") << "the terminal";
    release();
    wait_until_dropped();
}

TEST_F(DroppedBehind, IsNoLeftoverAndNobodyWaitsForIt) {
    EXPECT_EQ(reset_and_hold().status, 0);
    const auto status = run(on_own_server({"status"}));
    EXPECT_EQ(status.status, 0) << status.out << status.err;
    EXPECT_EQ(count_of("Leftover", status.out), 0U) << status.out;
    const auto next = run(on_own_server({"resetdb", "--quiet"}));
    EXPECT_EQ(next.status, 0);
    EXPECT_EQ(next.err, "");
    release();
    wait_until_dropped();
}

TEST_F(DroppedBehind, IsLeftToTheNextRunWhenItIsKilled) {
    EXPECT_EQ(reset_and_hold().status, 0);
    ASSERT_GT(orphan(), 0);
    ::kill(orphan(), SIGKILL);
    ::waitpid(orphan(), nullptr, 0);
    release();
    for (int i = 0; i < 1000; ++i) {
        const auto out = run(on_own_server({"status"})).out;
        if (count_of("Leftover", out) == 1 || ask_own(ours) == "0") break;
    }
    EXPECT_EQ(run(on_own_server({"resetdb", "--wait-for-drop"})).status, 0);
    EXPECT_EQ(ask_own(ours), "0");
}

// Otherwise they would take up the server's room for sessions.
TEST_F(DroppedBehind, IsLeftToOneProcessForEachDatabase) {
    const auto reset = [&](const std::string& database) {
        const auto ended = run(on_own_server({"resetdb", "--json", "--database", database}));
        EXPECT_EQ(ended.status, 0) << ended.err;
        return count_of("\"dropped_behind\": true", ended.out) == 1;
    };
    EXPECT_EQ(reset_and_hold().status, 0);
    std::vector<std::future<bool>> others;
    for (int times = 0; times < 3; ++times)
        others.push_back(std::async(std::launch::async, reset, name()));
    for (auto& other : others) EXPECT_FALSE(other.get());
    EXPECT_EQ(orphans().size(), 1U);
    EXPECT_EQ(ask_own(ours), "1");
    reset("worker_1");
    EXPECT_TRUE(reset("worker_1"));
    release();
    wait_until_dropped();
}

TEST_F(DroppedBehind, IsWaitedForWhereThatIsWanted) {
    const auto ended = run(on_own_server({"resetdb", "--json", "--wait-for-drop"}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("\"dropped_behind\": false", ended.out), 1U) << ended.out;
    EXPECT_EQ(ask_own(ours), "0");
    EXPECT_EQ(orphan(), 0);
    EXPECT_EQ(run(on_own_server({"resetdb", "--wait-for-drop", "--no-wait-for-drop"})).status, 64);
}

TEST_F(DroppedBehind, AsOftenAsItIsDoneAndByManyAtOnce) {
    const auto reset = [&](const std::string& database) {
        for (int times = 0; times < 3; ++times) {
            const auto ended = run(on_own_server({"resetdb", "--quiet", "--database", database}));
            EXPECT_EQ(ended.status, 0) << ended.err;
            EXPECT_EQ(ended.err, "");
        }
    };
    std::vector<std::future<void>> workers;
    for (const auto* database : {"worker_1", "worker_2", "worker_3"})
        workers.push_back(std::async(std::launch::async, reset, std::string(database)));
    for (auto& worker : workers) worker.get();
    wait_until_dropped();
}

} // namespace
} // namespace pgslate::testing
