// Takes the tour of the README and holds what happens against what is written there.
#include "support/manual_page.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>

namespace pgslate {
namespace {

using namespace testing;

struct Typed {
    std::string command;
    std::string output;
};

std::vector<Typed> commands_in(const std::string& transcript) {
    std::vector<Typed> typed;
    std::istringstream lines(transcript);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("$ "))
            typed.push_back({.command = line.substr(2), .output = {}});
        else if (!typed.empty())
            typed.back().output += line + '\n';
    }
    return typed;
}

// Where the server is, how new, and how big a database is another matter on every machine.
std::string without_places(const std::string& text) {
    const auto at = std::regex_replace(text, std::regex("/[^ ,\n]*/socket"), "SOCKET");
    return std::regex_replace(
        at, std::regex("(PostgreSQL [^\n]* at|private PostgreSQL [0-9]+|[0-9.]+ MB)"), "...");
}

class Tour : public ::testing::Test {
  protected:
    ~Tour() override { EXPECT_EQ(run(pgslate({"local", "destroy"})).status, 0); }

    // With a private server, as a newcomer would.
    Program pgslate(std::vector<std::string> arguments) const {
        return {.arguments = std::move(arguments),
                .environment = {{"XDG_STATE_HOME", (home_.path() / "state").string()},
                                {"PGSLATE_PG_BINDIR", test_server().binaries},
                                {"NO_COLOR", "1"}},
                .folder = folder_};
    }

    // Of a shell we need to know no more than this.
    std::string type(const std::string& command) {
        std::istringstream stream(command);
        std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
        if (words[0] == "cd") {
            folder_ /= words[1];
            return "";
        }
        auto program = pgslate({words.begin() + 1, words.end()});
        if (words[0] == "cat") program.binary = "/bin/cat";
        return std::regex_replace(run_in_terminal(program).out, std::regex("\r"), "");
    }

    void play(const std::string& transcript) {
        for (const auto& [command, output] : commands_in(transcript))
            EXPECT_EQ(without_places(type(command)), without_places(output)) << command;
    }

    // What somebody does to the database without pgslate.
    void change_by_hand(const std::string& sql) const {
        auto program = pgslate({"-c", "eval \"$(\"$PGSLATE\" local env)\" && \"$PSQL\" -Xq -h "
                                      "\"$POSTGRES_URL\" -U \"$POSTGRES_USER\" -c \"$SQL\" shop"});
        program.binary = "/bin/sh";
        program.environment["PGSLATE"] = PGSLATE_BINARY;
        program.environment["PSQL"] = test_server().binaries + "/psql";
        program.environment["SQL"] = sql;
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 0) << ended.err;
    }

    void write_order(const std::string& text) const {
        home_.write("shop/schemas/order.toml", text);
    }

    TemporaryFolder home_;
    std::filesystem::path folder_ = home_.path();
};

TEST_F(Tour, GoesAsTheReadmeSays) {
    std::string order;
    std::size_t drifted = 0;
    for (const auto& [language, text] : fenced_blocks(source_text("README.md"))) {
        if (order.empty() && language == "toml") write_order(order = text);
        // The mistake that one transcript is about; the next one is about a change by hand.
        const bool mistaken = text.find("primery_key") != std::string::npos;
        const bool drift = text.find("undeclared") != std::string::npos;
        if (mistaken)
            write_order(std::regex_replace(order, std::regex("primary_key"), "primery_key"));
        if (drift) change_by_hand("alter table \"user\" alter name drop not null, add nick text");
        if (language == "console") play(text);
        if (mistaken) write_order(order);
        drifted += drift ? 1U : 0U;
    }
    EXPECT_FALSE(order.empty());
    EXPECT_EQ(drifted, 1U);
}

} // namespace
} // namespace pgslate
