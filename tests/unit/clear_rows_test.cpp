// How tables are emptied: what is decided of that without a server.
#include "apply/clear_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::apply {
namespace {

using live::FilledTable;
using live::Referencing;
using live::RowsInSchemas;

constexpr std::int64_t page = 8192;
constexpr std::int64_t large = 1000 * page;

using Lines = std::vector<std::string>;

Lines lines_of(const Clearing& clearing) {
    Lines lines;
    for (const auto& statement : clearing.statements) lines.push_back(statement.sql());
    return lines;
}

FilledTable table(const std::string& number, std::int64_t bytes) {
    return {.number = number, .names = {"app", "t" + number}, .bytes = bytes};
}

Referencing referencing(const std::string& number, bool inside = true) {
    return {.number = number, .names = {"app", "t" + number}, .inside = inside};
}

TEST(ClearingRows, DeletesFromSmallTablesWhereNothingFires) {
    const RowsInSchemas rows{.tables = {table("1", page), table("2", page)}};
    EXPECT_EQ(
        lines_of(clearing(rows, Triggers::silenced).value()),
        (Lines{"SET LOCAL session_replication_role TO replica",
               "LOCK TABLE ONLY app.t1, ONLY app.t2 IN EXCLUSIVE MODE", "DELETE FROM ONLY app.t1",
               "DELETE FROM ONLY app.t2", "SET LOCAL session_replication_role TO origin"}));
}

TEST(ClearingRows, TruncatesWhereDeletingWouldFireTriggers) {
    const RowsInSchemas rows{.tables = {table("1", page)}};
    EXPECT_EQ(lines_of(clearing(rows, Triggers::fired).value()), (Lines{"TRUNCATE ONLY app.t1"}));
}

TEST(ClearingRows, TruncatesLargeTablesWithThoseThatReferToThem) {
    const RowsInSchemas rows{.tables = {table("1", large), table("2", page), table("5", page)},
                             .references = {{"1", referencing("2")},
                                            {"2", referencing("3")},
                                            {"3", referencing("1")},
                                            {"5", referencing("4")}}};
    const auto lines = lines_of(clearing(rows, Triggers::silenced).value());
    EXPECT_EQ(std::ranges::count(lines, "TRUNCATE ONLY app.t1, ONLY app.t2, ONLY app.t3"), 1);
    EXPECT_EQ(std::ranges::count(lines, "DELETE FROM ONLY app.t5"), 1);
    EXPECT_EQ(std::ranges::count(lines, "DELETE FROM ONLY app.t2"), 0) << "once is enough";
}

TEST(ClearingRows, TakesPartitionedTablesAsAWhole) {
    RowsInSchemas rows{.tables = {table("1", large)}};
    auto whole = referencing("2");
    whole.partitioned = true;
    rows.references.emplace("1", whole);
    EXPECT_EQ(lines_of(clearing(rows, Triggers::fired).value()),
              (Lines{"TRUNCATE ONLY app.t1, app.t2"}));
}

TEST(ClearingRows, LeavesAloneWhatSomethingOutsideRefersTo) {
    for (const auto bytes : {page, large})
        for (const auto triggers : {Triggers::silenced, Triggers::fired}) {
            const RowsInSchemas rows{.tables = {table("1", bytes)},
                                     .references = {{"1", referencing("2", false)}}};
            EXPECT_FALSE(clearing(rows, triggers));
        }
    const RowsInSchemas far{
        .tables = {table("1", large)},
        .references = {{"1", referencing("2")}, {"2", referencing("3", false)}}};
    EXPECT_FALSE(clearing(far, Triggers::silenced)) << "it would have to be emptied, too";
}

TEST(ClearingRows, DoesNothingWhereNothingIs) {
    EXPECT_TRUE(clearing({}, Triggers::silenced).value().statements.empty());
}

} // namespace
} // namespace pgslate::apply
