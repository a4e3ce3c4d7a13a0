#include "support/seed.hpp"
#include "support/sql_invariants.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace pgslate::testing {
namespace {

// Pieces that open, close, escape and separate, so that random texts come upon odd neighbours.
constexpr std::array<std::string_view, 44> pieces = {
    "'",     "''",     "\"",       "\"\"",
    "\\",    "E'",     "U&\"",     "u&'",
    "$$",    "$a$",    "$1",       "$",
    "--",    "/*",     "*/",       "\n",
    "\r",    " ",      ";",        "(",
    ")",     "[",      "]",        "create",
    "begin", "atomic", "end",      "case",
    "copy",  "from",   "stdin",    "\n\\.\n",
    "\\x",   "1e+",    ".5",       "..",
    "::",    ":=",     "\xC3\xA9", "\xFF",
    "a",     "n'",     "rule",     "copy t from stdin;\n"};

std::string random_text(std::mt19937& random) {
    std::string text;
    for (auto count = random() % 30; count > 0; --count) {
        text += pieces[random() % pieces.size()];
        if (random() % 3 == 0) text += ' ';
    }
    return text;
}

TEST(SqlProperties, HoldForRandomTexts) {
    const auto start = seed();
    SCOPED_TRACE("repeat with PGSLATE_TEST_SEED=" + std::to_string(start));
    RecordProperty("seed", std::to_string(start));
    std::mt19937 random(start);
    for (int i = 0; i < 20000; ++i) {
        const auto text = random_text(random);
        ASSERT_EQ(broken_sql_invariant(text), "") << text;
    }
}

} // namespace
} // namespace pgslate::testing
