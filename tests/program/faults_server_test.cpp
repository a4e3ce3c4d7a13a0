// The server fails: kill -9 of the backend that got a statement, and immediate shutdowns.
#include "support/fault_test.hpp"

#include <csignal>

namespace pgslate::testing {
namespace {

// The server ends all sessions then, and recovers as from a crash.
Fault backend_killed(const char* name, Moment moment) {
    return {.name = name,
            .moment = moment,
            .action = [](pid_t, pid_t backend) { ::kill(backend, SIGKILL); },
            .statuses = {1, 69, 75},
            .crash = true};
}

const Fault backend_killed_amid = backend_killed("backend killed", Moment::sent);
const Fault backend_killed_behind = backend_killed("backend killed after work", Moment::answered);

class FaultsServer : public FaultTest {
  protected:
    // The server is ready again before the program learns of it.
    static Fault shut_down() {
        return {.name = "immediate shutdown",
                .moment = Moment::sent,
                .action = [](pid_t, pid_t) { server().crash(); },
                .statuses = {1, 69, 75},
                .crash = true};
    }
};

class FaultsBackendKilledFirst : public FaultsServer {};
class FaultsBackendKilledSecond : public FaultsServer {};
class FaultsBackendKilledThird : public FaultsServer {};
class FaultsBackendAnsweredFirst : public FaultsServer {};
class FaultsBackendAnsweredSecond : public FaultsServer {};
class FaultsBackendAnsweredThird : public FaultsServer {};
class FaultsBackendKilledCreating : public FaultsServer {};
class FaultsBackendKilledDropping : public FaultsServer {};
class FaultsBackendKilledInPlace : public FaultsServer {};
class FaultsShutdown : public FaultsServer {};
class FaultsShutdownCreating : public FaultsServer {};
class FaultsShutdownDropping : public FaultsServer {};

class FaultsBackendKilledAltering : public FaultsServer {};
class FaultsBackendAnsweredAltering : public FaultsServer {};
class FaultsMoreBackendKilledAltering : public FaultsServer {};
class FaultsMoreBackendAnsweredAltering : public FaultsServer {};
class FaultsShutdownAltering : public FaultsServer {};

TEST_F(FaultsBackendKilledFirst, Reset) {
    expect_whole(resetting, backend_killed_amid, {1, 3});
}
TEST_F(FaultsBackendKilledSecond, Reset) {
    expect_whole(resetting, backend_killed_amid, {2, 3});
}
TEST_F(FaultsBackendKilledThird, Reset) {
    expect_whole(resetting, backend_killed_amid, {3, 3});
}

TEST_F(FaultsBackendAnsweredFirst, Reset) {
    expect_whole(resetting, backend_killed_behind, {1, 3});
}
TEST_F(FaultsBackendAnsweredSecond, Reset) {
    expect_whole(resetting, backend_killed_behind, {2, 3});
}
TEST_F(FaultsBackendAnsweredThird, Reset) {
    expect_whole(resetting, backend_killed_behind, {3, 3});
}

TEST_F(FaultsBackendKilledCreating, Create) {
    expect_whole(creating, backend_killed_amid, {1, 2});
}
TEST_F(FaultsBackendKilledDropping, Drop) {
    expect_whole(dropping, backend_killed_amid);
}

TEST_F(FaultsBackendKilledInPlace, Reset) {
    expect_whole(resetting_in_place, backend_killed_amid, {1, 2});
}

TEST_F(FaultsBackendKilledAltering, Apply) {
    expect_whole(altering, backend_killed_amid, {3, 3});
}
TEST_F(FaultsBackendAnsweredAltering, Apply) {
    expect_whole(altering, backend_killed_behind, {1, 3});
}
TEST_F(FaultsMoreBackendKilledAltering, Apply) {
    expect_whole(altering, backend_killed_amid, {1, 3});
    expect_whole(altering, backend_killed_amid, {2, 3});
}
TEST_F(FaultsMoreBackendAnsweredAltering, Apply) {
    expect_whole(altering, backend_killed_behind, {2, 3});
    expect_whole(altering, backend_killed_behind, {3, 3});
}
TEST_F(FaultsShutdownAltering, Apply) {
    expect_whole(altering, shut_down(), {1, 3});
}

TEST_F(FaultsShutdown, Reset) {
    expect_whole(resetting, shut_down(), {2, 4});
}
TEST_F(FaultsShutdownCreating, Create) {
    expect_whole(creating, shut_down(), {3, 5});
}
TEST_F(FaultsShutdownDropping, Drop) {
    expect_whole(dropping, shut_down(), {1, 3});
}

} // namespace
} // namespace pgslate::testing
