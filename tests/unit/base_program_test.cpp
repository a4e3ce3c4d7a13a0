// Programs that are run for what they print.
#include "base/program.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace pgslate {
namespace {

using namespace std::chrono_literals;

ProgramResult run_shell(const std::string& script, std::chrono::milliseconds silence,
                        std::size_t most = 1000) {
    const Program program{
        .words = {"sh", "-c", script}, .folder = "/", .trust = Trust::in_everybody(), .place = {}};
    return run_program(
        program,
        {.most = most, .too_much = "prints too much", .silence = silence, .interruption = nullptr});
}

TEST(RunProgram, WaitsForWhatStillPrintsWhereAllOfItCounts) {
    const auto result = run_shell("(sleep 0.1; echo two; sleep 0.3; echo three) & echo one", 2s);
    EXPECT_EQ(result.complaint, "");
    EXPECT_EQ(result.output, "one\ntwo\nthree\n");
}

TEST(RunProgram, ComplainsOfWhatIsLeftBehindAndMayPrintMore) {
    const auto result = run_shell("sleep 2 & echo one", 100ms);
    EXPECT_EQ(result.complaint, "ended before what it has started, which may still print");
}

TEST(RunProgram, LeavesAnAgentAloneWhereItsOwnWordsAreEnough) {
    const auto begin = std::chrono::steady_clock::now();
    const auto result = run_shell("sleep 2 & echo one", 0ms);
    EXPECT_EQ(result.complaint, "");
    EXPECT_EQ(result.output, "one\n");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s);
}

TEST(RunProgram, EndsWhatIsLeftBehindAndPrintsTooMuch) {
    const auto result = run_shell("yes & echo one", 2s);
    EXPECT_EQ(result.complaint, "prints too much");
}

TEST(RunProgram, SaysHowAProgramFailedWhateverItLeavesBehind) {
    EXPECT_EQ(run_shell("sleep 2 & exit 3", 100ms).complaint, "ended with status 3");
}

} // namespace
} // namespace pgslate
