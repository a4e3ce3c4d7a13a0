// How often a command has to wait for the network: what it costs where a server is far away.
#include "support/forwarder.hpp"
#include "support/own_server_test.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace pgslate::testing {
namespace {

struct Count {
    std::atomic<int> sessions = 0;
    std::atomic<int> waits = 0;
};

// Counts how often the client waits for an answer: for that to its connecting, and whenever it
// speaks after the server did. What it says before it goes is waited for by nobody.
class WaitCounter : public Conversation {
  public:
    explicit WaitCounter(Count& count) : count_(count) {
        ++count_.sessions;
        ++count_.waits;
    }

    bool from_client(std::string_view bytes, const Ends& ends) override {
        constexpr std::string_view terminate("X\0\0\0\4", 5);
        if (server_has_spoken_ && bytes != terminate) ++count_.waits;
        server_has_spoken_ = false;
        return send_all(ends.server, bytes);
    }
    // As from far away: a session that was left a moment ago has ended until the next answer is
    // there.
    bool from_server(std::string_view bytes, const Ends& ends) override {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        server_has_spoken_ = true;
        return send_all(ends.client, bytes);
    }

  private:
    Count& count_;
    bool server_has_spoken_ = true;
};

class RoundTrips : public OwnServerTest {
  protected:
    RoundTrips() {
        model("user.toml", "[table.user.columns]\nid = { type = \"integer\", primary_key = true }\n"
                           "name = \"varchar(200)\"\n");
    }

    // Of a command; a connection takes three: one for TCP, one to ask for encryption, and one to
    // log in, without the two more that a password of this server takes.
    int of(std::vector<std::string> arguments) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300)); // the one before is all gone
        count_.sessions = count_.waits = 0;
        auto program = on_own_server(std::move(arguments));
        program.environment["POSTGRES_URL"] = between_.address();
        program.environment["XDG_CACHE_HOME"] = (project_.path() / "cache").string();
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        return count_.waits - 2 * count_.sessions;
    }

    // On a busy machine a session may take longer to end, and is then ended once more.
    int fewest_of(const std::vector<std::string>& arguments,
                  const std::vector<std::string>& before = {}) {
        int fewest = of(arguments);
        for (int times = 0; times < 2; ++times) {
            if (!before.empty()) of(before);
            fewest = std::min(fewest, of(arguments));
        }
        return fewest;
    }

    Count count_;
    const Forwarder between_{server_->place().host, server_->place().port, "127.0.0.1", "0",
                             [this] { return std::make_unique<WaitCounter>(count_); }};
};

// Each number is what there is today, so that whoever adds a question sees it.
TEST_F(RoundTrips, AreFewWhateverIsDone) {
    EXPECT_LE(fewest_of({"create"}, {"drop"}), 18) << "a new database";
    EXPECT_LE(of({"status"}), 22) << "with models that have to be tried first";
    EXPECT_LE(of({"status"}), 6) << "of what is known, where somebody has written since";
    EXPECT_LE(of({"status"}), 4) << "of what is known";
    EXPECT_LE(of({"create"}), 4) << "of what is known";
    EXPECT_LE(of({"status", "--no-cache"}), 22);
    EXPECT_LE(of({"dump"}), 4);
    EXPECT_LE(of({"check", "--server"}), 13);
    EXPECT_LE(fewest_of({"resetdb"}), 22);
    EXPECT_LE(of({"resetdb", "--in-place"}), 25);
    EXPECT_LE(of({"resetdb", "--in-place"}), 16) << "of rows alone";
    EXPECT_LE(fewest_of({"drop"}, {"create"}), 11);
}

} // namespace
} // namespace pgslate::testing
