// Servers that answer as none does: an error that says so, and never a hang, a crash or a bug.
#include "base/format.hpp"
#include "support/odd_server.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace pgslate::testing {
namespace {

constexpr const char* none = nullptr;

struct Oddity {
    const char* name;
    const char* parameter; ///< that is reported otherwise
    const char* value;     ///< none: not at all
    OddServer::Answer answer;
    const char* told; ///< part of what is said
};

std::string copy(char letter) {
    return message(letter, std::string("\0\0\0", 3));
}

// Settings are taken, and who asks for the settings hears that there are none of the special ones.
OddServer::Answer but_for_settings(std::string answer) {
    return [answer = std::move(answer)](const std::string& sql) {
        if (sql.starts_with("SET ")) return done();
        if (sql.starts_with("SELECT pg_catalog.pg_postmaster_start_time()"))
            return rows(1 + static_cast<int>(count_of("current_setting", sql)), 1, "0");
        return answer;
    };
}

const auto sensible = but_for_settings(rows(1, 1, "1"));
constexpr const char* no_sense = "the server's answer makes no sense";

class Odd : public ProgramTest, public ::testing::WithParamInterface<Oddity> {};

TEST_P(Odd, ServerIsToldInWords) {
    model("a.sql", "create table a ();");
    const auto& odd = GetParam();
    auto parameters = usual_parameters();
    if (odd.parameter != none) parameters.erase(odd.parameter);
    if (odd.value != none) parameters.emplace(odd.parameter, odd.value);
    const OddServer server(parameters, odd.answer);
    for (const auto* command : {"status", "create", "dump", "drop", "resetdb"}) {
        const auto ended =
            run_pgslate({command, "--url", format("postgresql://u@127.0.0.1:{}/d", server.port())});
        EXPECT_NE(ended.status, 0) << command;
        EXPECT_EQ(count_of(odd.told, ended.err), 1U) << command << ": " << ended.err;
        EXPECT_EQ(count_of("bug in pgslate", ended.err), 0U) << command << ": " << ended.err;
    }
}

// It lets everybody in, and that is the last that is heard of it.
class SilentServer : public ProgramTest {};

TEST_F(SilentServer, IsNotWaitedForLongerThanIsSaid) {
    model("a.sql", "create table a ();");
    const OddServer server(usual_parameters(), [](const std::string&) {
        std::this_thread::sleep_for(std::chrono::seconds(4));
        return std::string();
    });
    const auto url = format("postgresql://u@127.0.0.1:{}/d", server.port());
    for (const auto* command : {"wait", "status"}) {
        const auto begin = std::chrono::steady_clock::now();
        const auto ended = run_pgslate({command, "--wait=1", "--url", url});
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3)) << command;
        EXPECT_EQ(ended.status, 69) << command << ended.err;
        EXPECT_EQ(count_of("not ready within 1 s: no answer", ended.err), 1U) << ended.err;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Odd,
    ::testing::Values(
        Oddity{"NoVersion", "server_version", none, sensible, "does not report server_version"},
        Oddity{"NoSenseForAVersion", "server_version", "Postgres", sensible, "13 to 18"},
        Oddity{"NoEncoding", "server_encoding", none, sensible, "does not report server_encoding"},
        Oddity{"OtherStrings", "standard_conforming_strings", "off", sensible,
               "standard_conforming_strings is off"},
        Oddity{"OtherEncoding", "client_encoding", "LATIN1", sensible, "client_encoding is LATIN1"},
        Oddity{"CopyAtOnce", none, none, [](const std::string&) { return copy('H'); }, no_sense},
        Oddity{"CopyOut", none, none, but_for_settings(copy('H')), no_sense},
        Oddity{"CopyIn", none, none, but_for_settings(copy('G')), no_sense},
        Oddity{"CopyBoth", none, none, but_for_settings(copy('W')), no_sense},
        Oddity{"NoRows", none, none, but_for_settings(done()), no_sense},
        Oddity{"NoColumns", none, none, but_for_settings(rows(0, 1, "")), no_sense},
        Oddity{"FewColumns", none, none, but_for_settings(rows(1, 1, "1")), no_sense},
        Oddity{"NoValues", none, none, but_for_settings(rows(40, 3, none)), no_sense},
        Oddity{"NoNumbers", none, none, but_for_settings(rows(40, 3, "t")), no_sense},
        Oddity{"LargeNumbers", none, none, but_for_settings(rows(40, 3, "99999999999999999999999")),
               no_sense}),
    [](const auto& one) { return one.param.name; });

} // namespace
} // namespace pgslate::testing
