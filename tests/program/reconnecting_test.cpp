// Clients that come back at once, such as the pool of a web application, while their database is
// reset again and again.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/fault_test.hpp"

#include <filesystem>
#include <iostream>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

constexpr int clients = 5;
constexpr int resets = 10;

std::size_t count_words(const std::string& words, const std::string& text) {
    std::size_t count = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
        ++count;
    return count;
}

// Each client connects, stays until it is disconnected, and connects again, as long as there is a
// file `go`.
class Reconnecting : public FaultTest {
  protected:
    Reconnecting() { folder_.write("go", ""); }
    ~Reconnecting() override { stop(); }

    void stop() {
        std::filesystem::remove(folder_.path() / "go");
        // Those that still wait have no reason to end by themselves.
        for (auto& client : running_) {
            while (client.wait_for(20ms) != std::future_status::ready) disconnect();
            said_ += client.get().err;
        }
        running_.clear();
    }

    void start(const std::string& query) {
        const auto& place = server().place();
        const Program client{
            .arguments = {"-c", "while [ -e go ]; do \"$PSQL\" -XAtqc \"$QUERY\"; done"},
            .environment = {{"PSQL", place.binaries + "/psql"},
                            {"QUERY", query},
                            {"PGHOST", place.socket},
                            {"PGPORT", place.port},
                            {"PGUSER", place.user},
                            {"PGDATABASE", name_}},
            .folder = folder_.path(),
            .binary = "/bin/sh",
            .timeout = 180s};
        running_.push_back(std::async(std::launch::async, [client] { return run(client); }));
    }

    static void disconnect() {
        ask("select count(pg_terminate_backend(pid)) from pg_stat_activity "
            "where application_name = 'psql'");
    }

    std::string said_; ///< by the clients, about their errors
    std::vector<std::future<Ended>> running_;
    TemporaryFolder folder_;
};

TEST_F(Reconnecting, ClientsLoseTheirSessionAndNoMore) {
    make("old");
    for (int i = 0; i < clients; ++i) start(i % 2 == 0 ? "select pg_sleep(60)" : "select 1");
    for (int i = 0; i < resets; ++i) {
        const auto ended = run(pgslate({"resetdb"}));
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(state(), "new");
    }
    stop();
    EXPECT_EQ(leftovers(), "");
    const auto missed = count_words("does not exist", said_);
    std::cout << resets << " resets: " << count_words("terminating connection", said_)
              << " sessions ended, " << missed << " logins failed because of the moment\n";
    // A login that waits for the swap is told that the database it meant is another one now.
    EXPECT_EQ(missed, count_words("just been dropped or renamed", said_)) << said_.substr(0, 2000);
    EXPECT_EQ(count_words("not currently accepting", said_), 0U) << said_.substr(0, 2000);
}

} // namespace
} // namespace pgslate::testing
