#include "report/columns.hpp"
#include "report/made.hpp"
#include "report/progress_words.hpp"

#include <gtest/gtest.h>

namespace pgslate::report {
namespace {

using namespace std::chrono_literals;
using catalog::Kind;

Progress::Now building(std::size_t done, std::chrono::nanoseconds elapsed) {
    return {.what = "Building", .count = {done, 200, "statements"}, .elapsed = elapsed, .part = {}};
}

TEST(ProgressWords, SayHowFarItIsAndHowLongTheRestMayTake) {
    EXPECT_EQ(in_words(building(50, 3s), {}),
              "Building (50 of 200 statements, 3 s, about 9 s left)");
    EXPECT_EQ(in_words(building(50, 10min), {}),
              "Building (50 of 200 statements, 10 min 0 s, about 30 min 0 s left)");
}

TEST(ProgressWords, GuessNothingBeforeThereIsEnoughToGoBy) {
    EXPECT_EQ(in_words(building(50, 1s), {}), "Building (50 of 200 statements, 1 s)");
    EXPECT_EQ(in_words(building(2, 30s), {}), "Building (2 of 200 statements, 30 s)");
    EXPECT_EQ(in_words(building(50, 30s), {}, Going::nowhere),
              "Building (50 of 200 statements, 30 s)");
    EXPECT_EQ(in_words({.what = "Committing", .count = {}, .elapsed = 5s, .part = {}}, {}),
              "Committing (5 s)");
    EXPECT_EQ(in_words({.what = "Committing", .count = {}, .elapsed = 700ms, .part = {}}, {}),
              "Committing");
}

TEST(ProgressWords, SayWhatThePartIsAndHowFarThat) {
    auto now = building(0, 7s);
    now.part = "create index\n  i on t (a)";
    EXPECT_EQ(in_words(now, {}), "Building (0 of 200 statements, 7 s): create index i on t (a)");
    now.part = "building index: scanning table";
    now.part_count = {.done = 12, .total = 900, .unit = "blocks"};
    EXPECT_EQ(in_words(now, {.columns = 100}), "Building (0 of 200 statements, 7 s): 12 of 900 "
                                               "blocks, building index: scanning table");
    now.part = "\033[2J";
    EXPECT_EQ(in_words(now, {}).find('\033'), std::string::npos);
}

TEST(ProgressWords, SayLessWhereThereIsLessRoom) {
    const auto now = building(50, 3s);
    EXPECT_EQ(in_words(now, {.columns = 40}), "Building (50 of 200 statements)");
    EXPECT_EQ(in_words(now, {.columns = 19}), "50/200 Building");
    EXPECT_EQ(in_words(now, {.columns = 10}), "50/200 Bu…");
    EXPECT_EQ(in_words(now, {.columns = 10, .utf8 = false}), "50/200 ...");
    EXPECT_EQ(in_words(now, {.columns = 1}), "");
}

TEST(ProgressWords, CountWideCharactersAsTheyAreShown) {
    EXPECT_EQ(columns_of("表"), 2U);
    EXPECT_EQ(columns_of("🐘a"), 3U);
    EXPECT_EQ(cut_to("表表表", 5, "…"), "表表…");
    EXPECT_EQ(cut_to("表表表", 4, "…"), "表…");
    EXPECT_EQ(in_ascii("schön"), "sch?n");
}

TEST(ProgressWords, OfAStatementAreOneLine) {
    EXPECT_EQ(in_words("create table a (\n    id int\n)", 12'345us, {}),
              "0.012 s  create table a ( id int )");
    EXPECT_EQ(in_words("create table a (id int)", 2s, {.columns = 20, .utf8 = false}),
              "2.000 s  create t...");
}

TEST(MadeInWords, NameFirstWhatPeopleAskForFirst) {
    const std::vector<catalog::Identity> made = {
        {Kind::schema, {"a"}, {}},           {Kind::table, {"a", "t"}, {}},
        {Kind::column, {"a", "t", "c"}, {}}, {Kind::index, {"a", "i"}, {}},
        {Kind::index, {"a", "j"}, {}},       {Kind::policy, {"a", "t", "p"}, {}},
        {Kind::policy, {"a", "t", "q"}, {}}};
    EXPECT_EQ(made_in_words(made, 9, 210ms), "1 table, 2 indexes, 1 schema, 2 policies in 0.21 s");
    EXPECT_EQ(made_in_words({}, 1, 2s), "1 statement in 2.00 s");
}

} // namespace
} // namespace pgslate::report
