// SIGINT and SIGTERM while each of the statements runs: the program ends soon, and tidily.
#include "base/format.hpp"
#include "support/fault_test.hpp"
#include "support/program_test.hpp"

#include <csignal>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

Fault told(const char* name, int signal) {
    return {.name = name,
            .moment = Moment::sent,
            .action = [signal](pid_t program, pid_t) { ::kill(program, signal); },
            .statuses = {128 + signal},
            .at_most = patience(2s, 3s),
            .tidy = true};
}

const Fault interrupted = told("interrupted", SIGINT);
const Fault terminated = told("terminated", SIGTERM);

class FaultsInterruptedOdd : public FaultTest {};
class FaultsInterruptedEven : public FaultTest {};
class FaultsTerminatedOdd : public FaultTest {};
class FaultsTerminatedEven : public FaultTest {};
class FaultsInterruptedKeeping : public FaultTest {};
class FaultsInterruptedTaking : public FaultTest {};
class FaultsInterruptedCreating : public FaultTest {};
class FaultsInterruptedDropping : public FaultTest {};
class FaultsInterruptedInPlaceOdd : public FaultTest {};
class FaultsInterruptedInPlaceEven : public FaultTest {};
class FaultsTerminatedElsewhere : public FaultTest {};

class FaultsInterruptedAltering : public FaultTest {};
class FaultsMoreInterruptedAltering : public FaultTest {};
class FaultsTerminatedAltering : public FaultTest {};

TEST_F(FaultsInterruptedOdd, Reset) {
    expect_whole(resetting, interrupted, {1, 2});
}
TEST_F(FaultsInterruptedEven, Reset) {
    expect_whole(resetting, interrupted, {2, 2});
}
TEST_F(FaultsTerminatedOdd, Reset) {
    expect_whole(resetting, terminated, {1, 2});
}
TEST_F(FaultsTerminatedEven, Reset) {
    expect_whole(resetting, terminated, {2, 2});
}

TEST_F(FaultsInterruptedKeeping, Reset) {
    expect_whole(resetting_and_keeping, interrupted);
}
TEST_F(FaultsInterruptedTaking, Reset) {
    expect_whole(resetting_from_a_spare, interrupted);
}
TEST_F(FaultsInterruptedTaking, ResetFromATemplate) {
    expect_whole(resetting_from_a_template, interrupted);
}

TEST_F(FaultsInterruptedCreating, Create) {
    expect_whole(creating, interrupted);
}
TEST_F(FaultsInterruptedDropping, Drop) {
    expect_whole(dropping, interrupted);
}
TEST_F(FaultsInterruptedInPlaceOdd, Reset) {
    expect_whole(resetting_in_place, interrupted, {1, 2});
}
TEST_F(FaultsInterruptedInPlaceEven, Reset) {
    expect_whole(resetting_in_place, interrupted, {2, 2});
}

TEST_F(FaultsInterruptedAltering, Apply) {
    expect_whole(altering, interrupted, {2, 3});
}
TEST_F(FaultsMoreInterruptedAltering, Apply) {
    expect_whole(altering, interrupted, {1, 3});
    expect_whole(altering, interrupted, {3, 3});
}
TEST_F(FaultsTerminatedAltering, Apply) {
    expect_whole(altering, terminated);
}

// What happens is the same but for the number.
TEST_F(FaultsTerminatedElsewhere, Create) {
    expect_whole(creating, terminated, {1, 5});
}
TEST_F(FaultsTerminatedElsewhere, Drop) {
    expect_whole(dropping, terminated, {2, 5});
}
TEST_F(FaultsTerminatedElsewhere, InPlace) {
    expect_whole(resetting_in_place, terminated, {3, 5});
}

class Interrupted : public ProgramTest {
  protected:
    // While the new database, which is there, gets its comment.
    std::string told() const {
        std::promise<pid_t> started;
        const auto& server = test_server();
        const StatementProxy proxy(
            server.host, server.port,
            {.behind = "CREATE DATABASE", .moment = Moment::before, .action = [&](pid_t) {
                 ::kill(started.get_future().get(), SIGINT);
             }});
        auto program = pgslate({"resetdb"});
        program.environment["POSTGRES_URL"] = proxy.address();
        program.on_start = [&](pid_t number) { started.set_value(number); };
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 130);
        return ended.err;
    }
};

TEST_F(Interrupted, ResetSaysWhatStands) {
    model("a.sql", "create table a ();");
    EXPECT_EQ(count_of(format("There is still no database \"{}\".", name()), told()), 1U);
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    EXPECT_EQ(count_of(format("Database \"{}\" is as it was.", name()), told()), 1U);
}

} // namespace
} // namespace pgslate::testing
