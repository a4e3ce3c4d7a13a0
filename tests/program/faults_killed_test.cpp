// kill -9 of the program around each statement that it sends.
#include "support/fault_test.hpp"

#include <csignal>

namespace pgslate::testing {
namespace {

Fault killed(const char* name, Moment moment) {
    return {.name = name,
            .moment = moment,
            .action = [](pid_t program, pid_t) { ::kill(program, SIGKILL); },
            .statuses = {128 + SIGKILL}};
}

const Fault killed_before = killed("killed before", Moment::instead);
const Fault killed_amid = killed("killed after sending", Moment::sent);
const Fault killed_behind = killed("killed after the answer", Moment::answered);

// Suites run side by side, so the points are dealt out to several.
class FaultsKilledBeforeOdd : public FaultTest {};
class FaultsKilledBeforeEven : public FaultTest {};
class FaultsKilledAmidOdd : public FaultTest {};
class FaultsKilledAmidEven : public FaultTest {};
class FaultsKilledBehindOdd : public FaultTest {};
class FaultsKilledBehindEven : public FaultTest {};
class FaultsKilledAmidKeeping : public FaultTest {};
class FaultsKilledBehindKeeping : public FaultTest {};
class FaultsKilledAmidTaking : public FaultTest {};
class FaultsKilledBehindTaking : public FaultTest {};
class FaultsKilledAmidCopying : public FaultTest {};
class FaultsKilledBehindCopying : public FaultTest {};
class FaultsKilledBeforeCreating : public FaultTest {};
class FaultsKilledAmidCreating : public FaultTest {};
class FaultsKilledBehindCreating : public FaultTest {};
class FaultsKilledBeforeDropping : public FaultTest {};
class FaultsKilledAmidDropping : public FaultTest {};
class FaultsKilledBehindDropping : public FaultTest {};
class FaultsKilledAmidInPlace : public FaultTest {};
class FaultsKilledBehindInPlace : public FaultTest {};

class FaultsKilledAmidAltering : public FaultTest {};
class FaultsKilledBehindAltering : public FaultTest {};
class FaultsMoreKilledAmidAltering : public FaultTest {};
class FaultsMoreKilledBehindAltering : public FaultTest {};

TEST_F(FaultsKilledBeforeOdd, Reset) {
    expect_whole(resetting, killed_before, {1, 2});
}
TEST_F(FaultsKilledBeforeEven, Reset) {
    expect_whole(resetting, killed_before, {2, 2});
}
TEST_F(FaultsKilledAmidOdd, Reset) {
    expect_whole(resetting, killed_amid, {1, 2});
}
TEST_F(FaultsKilledAmidEven, Reset) {
    expect_whole(resetting, killed_amid, {2, 2});
}
TEST_F(FaultsKilledBehindOdd, Reset) {
    expect_whole(resetting, killed_behind, {1, 2});
}
TEST_F(FaultsKilledBehindEven, Reset) {
    expect_whole(resetting, killed_behind, {2, 2});
}

// With templates, spares and what prepares them.
TEST_F(FaultsKilledAmidKeeping, Reset) {
    expect_whole(resetting_and_keeping, killed_amid);
}
TEST_F(FaultsKilledBehindKeeping, Reset) {
    expect_whole(resetting_and_keeping, killed_behind);
}
TEST_F(FaultsKilledAmidTaking, Reset) {
    expect_whole(resetting_from_a_spare, killed_amid);
}
TEST_F(FaultsKilledBehindTaking, Reset) {
    expect_whole(resetting_from_a_spare, killed_behind);
}
TEST_F(FaultsKilledAmidCopying, Reset) {
    expect_whole(resetting_from_a_template, killed_amid);
}
TEST_F(FaultsKilledBehindCopying, Reset) {
    expect_whole(resetting_from_a_template, killed_behind);
}

TEST_F(FaultsKilledBeforeCreating, Create) {
    expect_whole(creating, killed_before);
}
TEST_F(FaultsKilledAmidCreating, Create) {
    expect_whole(creating, killed_amid);
}
TEST_F(FaultsKilledBehindCreating, Create) {
    expect_whole(creating, killed_behind);
}

TEST_F(FaultsKilledBeforeDropping, Drop) {
    expect_whole(dropping, killed_before);
}
TEST_F(FaultsKilledAmidDropping, Drop) {
    expect_whole(dropping, killed_amid);
}
TEST_F(FaultsKilledBehindDropping, Drop) {
    expect_whole(dropping, killed_behind);
}

TEST_F(FaultsKilledAmidAltering, Apply) {
    expect_whole(altering, killed_amid, {1, 3});
}
TEST_F(FaultsKilledBehindAltering, Apply) {
    expect_whole(altering, killed_behind, {2, 3});
}
TEST_F(FaultsMoreKilledAmidAltering, Apply) {
    expect_whole(altering, killed_amid, {2, 3});
    expect_whole(altering, killed_amid, {3, 3});
}
TEST_F(FaultsMoreKilledBehindAltering, Apply) {
    expect_whole(altering, killed_behind, {1, 3});
    expect_whole(altering, killed_behind, {3, 3});
}

TEST_F(FaultsKilledAmidInPlace, Reset) {
    expect_whole(resetting_in_place, killed_amid);
}
TEST_F(FaultsKilledBehindInPlace, Reset) {
    expect_whole(resetting_in_place, killed_behind);
}

} // namespace
} // namespace pgslate::testing
