// wait and --wait: a server that is late, or never comes.
#include "base/format.hpp"
#include "support/forwarder.hpp"
#include "support/program_test.hpp"

#include <future>
#include <optional>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

class Waiting : public ProgramTest {
  protected:
    Waiting() { model("a.sql", "create table a ();"); }

    // The server at an address where it appears after a while.
    Program later(std::vector<std::string> arguments, const std::string& address) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_URL"] = address;
        return program;
    }
};

// An address of this machine at which nobody listens, for the moment.
std::string free_address() {
    return Forwarder(test_server().host, test_server().port, "127.0.0.1").address();
}

std::string port_of(const std::string& address) {
    return address.substr(address.find(':') + 1);
}

TEST_F(Waiting, EndsWhenTheServerComes) {
    const auto address = free_address();
    const auto begin = [&](const std::vector<std::string>& arguments) {
        return std::async(std::launch::async,
                          [this, address, arguments] { return run(later(arguments, address)); });
    };
    auto waits = begin({"wait", "--wait=20"});
    auto creates = begin({"create", "--wait=20"});
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

TEST_F(Waiting, EndsAtOnceWhereItCannotHelp) {
    auto program = pgslate({"wait"});
    program.environment["POSTGRES_PW"] = "wrong";
    const auto refused = run(program);
    EXPECT_EQ(refused.status, 69);
    EXPECT_LT(refused.took, 5s);
    EXPECT_NE(count_of("28P01", refused.err), 0U) << refused.err;
}

} // namespace
} // namespace pgslate::testing
