// wait and --wait: a server that is late, or never comes.
#include "base/descriptor.hpp"
#include "base/format.hpp"
#include "support/cluster.hpp"
#include "support/forwarder.hpp"
#include "support/program_test.hpp"

#include <array>
#include <csignal>
#include <future>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Listens and never answers. With a place for one connection only, which it takes itself, nobody
// else's gets through: it is as if every packet were lost.
class Silence {
  public:
    explicit Silence(int places = 16) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* address = reinterpret_cast<sockaddr*>(&place);
        socklen_t size = sizeof place;
        if (::bind(listener_.get(), address, size) != 0 || ::listen(listener_.get(), places) != 0
            || ::getsockname(listener_.get(), address, &size) != 0)
            return;
        address_ = format("127.0.0.1:{}", ntohs(place.sin_port));
        for (auto& taker : takers_)
            if (places == 0) static_cast<void>(::connect(taker.get(), address, size));
    }
    const std::string& address() const { return address_; }

  private:
    static Descriptor socket(int more = 0) {
        return Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | more, 0));
    }
    Descriptor listener_ = socket();
    // Linux has one place more than it is asked for.
    std::array<Descriptor, 2> takers_ = {socket(SOCK_NONBLOCK), socket(SOCK_NONBLOCK)};
    std::string address_;
};

class Waiting : public ProgramTest {
  protected:
    Waiting() { model("a.sql", "create table a ();"); }

    // The server at an address where it appears after a while.
    Program later(std::vector<std::string> arguments, const std::string& address) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_URL"] = address;
        return program;
    }

    std::future<Ended> begin(std::vector<std::string> arguments, const std::string& address) const {
        return std::async(std::launch::async, [program = later(std::move(arguments), address)] {
            return run(program);
        });
    }
};

// An address of this machine at which nobody listens, for the moment.
std::string free_address() {
    return Forwarder(test_server().host, test_server().port, "127.0.0.1").address();
}

std::string port_of(const std::string& address) {
    return address.substr(address.find(':') + 1);
}

TEST_F(Waiting, ConnectTimeoutGivesUpEarlier) {
    const Silence silence;
    for (const auto& [url, environment] :
         {std::pair(format("postgresql://u@{}/d?connect_timeout=1", silence.address()),
                    Variables()),
          std::pair(format("postgresql://u@{}/d", silence.address()),
                    Variables{{"PGCONNECT_TIMEOUT", "1"}})}) {
        auto program = pgslate({"status", "--url", url});
        program.environment.insert(environment.begin(), environment.end());
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 69);
        EXPECT_EQ(count_of("no answer within 1 s", ended.err), 1U) << ended.err;
    }
}

TEST_F(Waiting, EndsWhenTheServerComes) {
    const auto address = free_address();
    auto waits = begin({"wait", "--wait=20"}, address);
    auto creates = begin({"create", "--wait=20"}, address);
    EXPECT_EQ(run(later({"create"}, address)).status, 69) << "it is not there yet";
    std::this_thread::sleep_for(1s);
    const Forwarder server(test_server().host, test_server().port, "127.0.0.1", port_of(address));
    ASSERT_EQ(server.address(), address);
    const auto waited = waits.get();
    EXPECT_EQ(waited.status, 0) << waited.err;
    EXPECT_TRUE(waited.out.starts_with("Ready after ")) << waited.out;
    EXPECT_GE(waited.took, 1s);
    EXPECT_LT(waited.took, 10s);
    const auto created = creates.get();
    EXPECT_EQ(created.status, 0) << created.err;
    EXPECT_TRUE(database_exists(name()));
}

TEST_F(Waiting, EndsAtOnceWhenTheServerIsThere) {
    const auto ended = run_pgslate({"wait"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_FALSE(database_exists(name())) << "it waits for the server, not for the database";
}

TEST_F(Waiting, EndsWhenTheTimeIsUp) {
    const auto ended = run(later({"wait", "--wait=0.5"}, "127.0.0.1:1"));
    EXPECT_EQ(ended.status, 69);
    EXPECT_GE(ended.took, 400ms);
    EXPECT_LT(ended.took, 5s);
    EXPECT_NE(count_of("0.5 s", ended.err), 0U) << ended.err;
    EXPECT_EQ(count_of("error: ", ended.err), 1U) << ended.err;
}

// What the sanitizers cost, with other tests beside, is not what is looked at here.
#ifdef PGSLATE_SANITIZED
constexpr auto at_once = 600ms;
#else
constexpr auto at_once = 300ms;
#endif

// Several times, because the machine may have other things to do just then.
TEST_F(Waiting, UsesAServerThatComesLaterAtOnce) {
    auto delay = 1000ms;
    for (int i = 0; i < 3 && delay > at_once; ++i) {
        const auto address = free_address();
        auto waits = begin({"wait", "--wait=20"}, address);
        std::this_thread::sleep_for(5s);
        const auto there = Clock::now();
        const Forwarder server(test_server().host, test_server().port, "127.0.0.1",
                               port_of(address));
        EXPECT_EQ(waits.get().status, 0);
        delay = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - there);
    }
    EXPECT_LE(delay, at_once);
}

TEST_F(Waiting, EndsAtOnceWhereItCannotHelp) {
    auto wrong = pgslate({"wait"});
    wrong.environment["POSTGRES_PW"] = "wrong";
    auto none = pgslate({"wait", "--url",
                         format("postgresql://{}@{}:{}/{}", test_server().user, test_server().host,
                                test_server().port, name())});
    none.environment["PGPASSFILE"] = "/dev/null";
    for (const auto& [program, why] :
         {std::pair(wrong, "28P01"), std::pair(none, "no password supplied"),
          std::pair(later({"wait"}, "no-such-host.invalid"), "no-such-host.invalid")}) {
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 69);
        EXPECT_LT(ended.took, 10s) << why;
        EXPECT_EQ(count_of(why, ended.err), 1U) << ended.err;
    }
}

// Where containers start, a name may be known only once its own has started.
TEST_F(Waiting, ForAHostThatNobodyKnowsLastsAsLongAsIsSaid) {
    for (const auto* const command : {"wait", "create"}) {
        const auto ended = run(later({command, "--wait=1.5"}, "no-such-host.invalid"));
        EXPECT_EQ(ended.status, 69);
        EXPECT_GE(ended.took, 1500ms);
        EXPECT_LT(ended.took, 10s);
        EXPECT_EQ(count_of("Waiting for the server: its host is not known\n", ended.err), 1U)
            << ended.err;
        EXPECT_EQ(count_of("within 1.5 s: could not translate host name", ended.err), 1U)
            << ended.err;
        EXPECT_EQ(count_of("is it spelt right?", ended.err), 1U) << ended.err;
    }
    const auto asked = run(later({"status"}, "no-such-host.invalid"));
    EXPECT_EQ(asked.status, 69);
    EXPECT_EQ(count_of("--wait=60 waits for it", asked.err), 1U) << asked.err;
}

TEST_F(Waiting, MeansOneLookIfItIsForNoTimeAtAll) {
    EXPECT_EQ(run_pgslate({"wait", "--wait=0"}).status, 0);
    const auto ended = run(later({"wait", "--wait=0"}, "127.0.0.1:1"));
    EXPECT_EQ(ended.status, 69);
    EXPECT_LT(ended.took, 5s);
    const Silence silence;
    EXPECT_LT(run(later({"wait", "--wait=0"}, silence.address())).took, 5s);
}

TEST_F(Waiting, TellsEveryNewStateOnce) {
    const auto refused = run(later({"wait", "--wait=1"}, "127.0.0.1:1"));
    EXPECT_TRUE(refused.err.starts_with("Waiting for the server: the connection is refused\n"))
        << refused.err;
    EXPECT_EQ(count_of("Waiting", refused.err), 1U) << refused.err;
    EXPECT_EQ(refused.out, "");
}

TEST_F(Waiting, EndsInTimeWhenNobodyAnswers) {
    const Silence silence;
    const auto ended = run(later({"wait", "--wait=1.5"}, silence.address()));
    EXPECT_EQ(ended.status, 69);
    EXPECT_GE(ended.took, 1500ms);
    EXPECT_LT(ended.took, 5s);
    EXPECT_EQ(count_of("Waiting for the server: no answer\n", ended.err), 1U) << ended.err;
}

TEST_F(Waiting, IsSilentIfAskedToBe) {
    for (const auto* manner : {"--quiet", "--json"}) {
        const auto ended = run(later({"wait", "--wait=0.3", manner}, "127.0.0.1:1"));
        EXPECT_EQ(ended.status, 69);
        EXPECT_EQ(count_of("Waiting", ended.out + ended.err), 0U) << ended.err;
    }
}

TEST_F(Waiting, ShowsOneLineThatChangesOnATerminal) {
    const auto ended = run_in_terminal(later({"wait", "--wait=1", "--color=never"}, "127.0.0.1:1"));
    EXPECT_EQ(ended.status, 69);
    const auto shown = ended.out.substr(0, ended.out.find('\n'));
    EXPECT_GT(count_of("Waiting for the server: the connection is refused (0.", shown), 2U)
        << ended.out;
    EXPECT_EQ(count_of("Waiting", ended.out), count_of("Waiting", shown)) << ended.out;
    EXPECT_EQ(count_of("of 1 s)", shown), count_of("Waiting", shown)) << ended.out;
    EXPECT_EQ(count_of(" \rerror: ", shown), 1U) << "what was shown is gone by then: " << shown;
}

TEST_F(Waiting, TriesAllAddresses) {
    const auto real = format("{}:{}", test_server().host, test_server().port);
    EXPECT_EQ(run(later({"wait", "--wait=10"}, "127.0.0.1:1," + real)).status, 0);
    EXPECT_EQ(run(later({"wait", "--wait=10"}, "no-such-host.invalid," + real)).status, 0);
    const auto none = run(later({"wait", "--wait=0.5"}, "no-such-host.invalid,127.0.0.1:1"));
    EXPECT_EQ(none.status, 69);
    EXPECT_GE(none.took, 500ms) << "the second may come";
}

TEST_F(Waiting, IsNotHeldUpByAnAddressThatSwallowsEverything) {
    const Silence silence(0);
    const auto real = format("{}:{}", test_server().host, test_server().port);
    const auto ended = run(later({"wait", "--wait=20"}, format("{},{}", silence.address(), real)));
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_LT(ended.took, 15s);
}

// What a container image does at its first start: a server on the socket only runs the set-up
// scripts, ends, and the real one begins.
class WaitingForAContainer : public Waiting {
  protected:
    std::future<Ended> begin_on_socket(std::vector<std::string> arguments) const {
        return begin(std::move(arguments), cluster_.folder().string());
    }
    Cluster cluster_;
};

TEST_F(WaitingForAContainer, DoesNotTakeTheSetUpForTheRealServer) {
    cluster_.start({"-c", "listen_addresses="});
    auto waits = begin_on_socket({"wait", "--wait=60"});
    EXPECT_EQ(waits.wait_for(4s), std::future_status::timeout);
    cluster_.stop();
    EXPECT_EQ(waits.wait_for(1s), std::future_status::timeout);
    cluster_.start();
    const auto ended = waits.get();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("a container's set-up is running", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("warning", ended.err), 0U) << ended.err;
}

TEST_F(WaitingForAContainer, TakesASetUpThatDoesNotEndForTheRealServerWhenTheTimeIsUp) {
    cluster_.start({"-c", "listen_addresses="});
    Ended ended;
    for (int i = 0; i < 10 && count_of("warning", ended.err) == 0; ++i) // until the server is up
        ended = begin_on_socket({"wait", "--wait=2", "--database", "postgres"}).get();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_GE(ended.took, 2s);
    EXPECT_EQ(count_of("warning: ", ended.err), 1U) << ended.err;
}

TEST_F(WaitingForAContainer, KnowsAServerThatIsMeantToBeReachedByItsSocketOnly) {
    cluster_.start();
    const auto ended = begin_on_socket({"wait", "--wait=60"}).get();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("set-up", ended.err), 0U) << ended.err;
}

TEST_F(WaitingForAContainer, TellsThatTheServerIsStartingUp) {
    cluster_.configure("hot_standby = off\nrestore_command = 'false'\n");
    cluster_.touch("standby.signal");
    cluster_.start();
    auto waits = begin_on_socket({"wait", "--wait=60"});
    EXPECT_EQ(waits.wait_for(4s), std::future_status::timeout);
    cluster_.touch("promote");
    cluster_.signal(SIGUSR1);
    const auto ended = waits.get();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("it is starting up", ended.err), 1U) << ended.err;
}

} // namespace
} // namespace pgslate::testing
