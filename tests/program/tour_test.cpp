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

// Where the server is, and what it is called, is another matter on every machine.
std::string without_places(const std::string& text) {
    return std::regex_replace(text, std::regex("(Server|Target|Database)  [^\n]*\n"), "");
}

class Tour : public ProgramTest {
  protected:
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
        program.folder = folder_;
        const auto ended = run(program);
        return ended.out + ended.err;
    }

    void play(const std::string& transcript) {
        for (const auto& [command, output] : commands_in(transcript))
            EXPECT_EQ(without_places(type(command)), without_places(output)) << command;
    }

    void write_order(const std::string& text) const {
        project_.write("shop/schemas/order.toml", text);
    }

    std::filesystem::path folder_ = project_.path();
};

TEST_F(Tour, GoesAsTheReadmeSays) {
    std::string order;
    for (const auto& [language, text] : fenced_blocks(source_text("README.md"))) {
        if (order.empty() && language == "toml") write_order(order = text);
        // The mistake that the last transcript is about.
        if (text.find("primery_key") != std::string::npos)
            write_order(std::regex_replace(order, std::regex("primary_key"), "primery_key"));
        if (language == "console") play(text);
    }
    EXPECT_FALSE(order.empty());
}

} // namespace
} // namespace pgslate
