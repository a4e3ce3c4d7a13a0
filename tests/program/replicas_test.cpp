// Many at once, as containers that all start at the same moment.
#include "base/format.hpp"
#include "support/fault_test.hpp"
#include "support/seed.hpp"

#include <atomic>
#include <iostream>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int replicas = 20;
constexpr int mixed_processes = 10;

// PGSLATE_TEST_SECONDS is how long a test goes on that could go on for ever.
std::chrono::seconds duration() {
    const char* given = std::getenv("PGSLATE_TEST_SECONDS"); // NOLINT(concurrency-mt-unsafe)
    return std::chrono::seconds(given == nullptr ? 5 : std::stoi(given));
}

std::size_t occurrences(const std::vector<Ended>& all, const std::string& words) {
    std::size_t count = 0;
    for (const auto& ended : all)
        if (ended.out.find(words) != std::string::npos) ++count;
    return count;
}

class Replicas : public FaultTest {
  protected:
    // One of many: on a busy machine its turn may come late.
    Program one_of_many(const std::string& command) const {
        auto program = pgslate({command});
        program.environment["PGSLATE_LOCK_TIMEOUT"] = "150s";
        program.timeout = 170s;
        return program;
    }

    std::vector<Ended> run_at_once(const std::string& command) const {
        std::vector<std::future<Ended>> running;
        running.reserve(replicas);
        for (int i = 0; i < replicas; ++i)
            running.push_back(
                std::async(std::launch::async, [&] { return run(one_of_many(command)); }));
        std::vector<Ended> all;
        all.reserve(replicas);
        for (auto& one : running) all.push_back(one.get());
        for (const auto& ended : all)
            EXPECT_EQ(ended.status, 0) << command << ": " << ended.out << ended.err;
        return all;
    }

    // What anybody may see at any time.
    void expect_whole_or_absent() const {
        try {
            const auto found = state();
            EXPECT_TRUE(found == "new" || found == "absent") << "it is: " << found;
        } catch (const Error&) { // this session was one of those that were ended
        }
    }

    // One database under its name, and nothing else that was not there before.
    void expect_one_new_database() const {
        EXPECT_EQ(state(), "new");
        EXPECT_EQ(leftovers(), "");
        EXPECT_EQ(ask("select count(*) from pg_database"), "4") << "postgres, two templates, ours";
    }
};

class ReplicasCreating : public Replicas {};
class ReplicasResetting : public Replicas {};

TEST_F(ReplicasCreating, AllSucceedAndOneBuilds) {
    const auto all = run_at_once("create");
    EXPECT_EQ(occurrences(all, "Creating database."), 1U);
    expect_one_new_database();
}

TEST_F(ReplicasResetting, AllSucceedAndLeaveOneDatabase) {
    make("old");
    run_at_once("resetdb");
    expect_one_new_database();
}

TEST_F(ReplicasResetting, AllSucceedThoughThereIsNone) {
    make("absent");
    run_at_once("resetdb");
    expect_one_new_database();
}

// How often each exit status came of each command.
using Outcomes = std::map<std::string, int>;

class Mix : public Replicas {
  protected:
    // With `mortal`, every third is killed after a moment.
    void expect_order(bool mortal) {
        const auto first = seed();
        const auto end = Clock::now() + duration();
        std::vector<std::future<Outcomes>> running;
        running.reserve(mixed_processes);
        for (unsigned i = 0; i < mixed_processes; ++i)
            running.push_back(std::async(
                std::launch::async, [=, this] { return keep_running(first + i, end, mortal); }));
        while (Clock::now() < end) expect_whole_or_absent();
        Outcomes all;
        for (auto& one : running)
            for (const auto& [outcome, count] : one.get()) all[outcome] += count;
        for (const auto& [outcome, count] : all) std::cout << outcome << ": " << count << '\n';
        EXPECT_EQ(run(one_of_many("create")).status, 0);
        expect_one_new_database();
        if (HasFailure()) std::cout << "PGSLATE_TEST_SEED=" << first << '\n';
    }

  private:
    Outcomes keep_running(unsigned seed, Clock::time_point end, bool mortal) const {
        const std::vector<std::string> commands = {"create", "resetdb", "drop", "status", "status"};
        std::mt19937 random(seed);
        Outcomes outcomes;
        while (Clock::now() < end) {
            const auto& command = commands.at(random() % commands.size());
            const std::chrono::milliseconds life(random() % 500);
            ++outcomes[mortal && random() % 3 == 0 ? kill_after(command, life) : outcome(command)];
        }
        return outcomes;
    }

    std::string outcome(const std::string& command) const {
        const auto ended = run(one_of_many(command));
        const bool fits =
            ended.status == 0 || ended.status == 75 || (ended.status == 2 && command == "status");
        EXPECT_TRUE(fits) << command << " ended with " << ended.status << ": " << ended.out
                          << ended.err;
        return format("{} {}", command, ended.status);
    }

    std::string kill_after(const std::string& command, std::chrono::milliseconds life) const {
        auto program = one_of_many(command);
        program.timeout = life;
        try {
            run(program);
            return command + " ended before it could be killed";
        } catch (const std::runtime_error&) {
            return command + " killed";
        }
    }
};

class ReplicasMixed : public Mix {};
class ReplicasDying : public Mix {};

TEST_F(ReplicasMixed, NeverShowAnythingHalfMade) {
    expect_order(false);
}

TEST_F(ReplicasDying, NeverShowAnythingHalfMade) {
    expect_order(true);
}

} // namespace
} // namespace pgslate::testing
