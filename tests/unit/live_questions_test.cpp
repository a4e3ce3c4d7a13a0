// What the server is asked, for servers that no test may have.
#include "base/format.hpp"
#include "live/questions.hpp"
#include "live/server_lines.hpp"
#include "sql/tokens.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

int open_brackets(std::string_view sql) {
    int open = 0;
    for (const auto& token : sql::tokenize(sql).tokens) {
        if (is_symbol(token, sql, "(")) ++open;
        if (is_symbol(token, sql, ")")) --open;
        EXPECT_GE(open, 0);
    }
    return open;
}

// A line that only some servers are asked may leave half a bracket behind.
TEST(Questions, CloseTheirBracketsForEveryServer) {
    for (const auto questions : {live::object_questions(), live::dependency_questions()})
        for (const auto& question : questions)
            for (int major = 13; major <= 18; ++major) {
                const auto sql = live::for_server(question.sql, major * 10000);
                EXPECT_EQ(open_brackets(sql), 0) << "PostgreSQL " << major << ": " << sql;
            }
}

TEST(Questions, SayWhatThereHasToBe) {
    EXPECT_EQ(live::condition_of("-- What.\n-- only if a\n-- only if b\nSELECT 1"), "a OR b");
    EXPECT_EQ(live::condition_of("-- What.\nSELECT 1\n-- only if a\n"), "");
}

} // namespace
} // namespace pgslate::testing
