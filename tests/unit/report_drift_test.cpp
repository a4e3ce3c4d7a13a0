#include "report/drift.hpp"

#include <gtest/gtest.h>

namespace pgslate::report {
namespace {

using catalog::Kind;
using plan::Difference;

const std::vector<Difference> differences = {
    {.kind = Difference::Kind::missing,
     .id = {Kind::table, {"app", "a"}, {}},
     .parent = {},
     .attributes = {}},
    {.kind = Difference::Kind::undeclared,
     .id = {Kind::table, {"app", "b"}, {}},
     .parent = {},
     .attributes = {}},
    {.kind = Difference::Kind::different,
     .id = {Kind::view, {"app", "v"}, {}},
     .parent = {},
     .attributes = {{"check_option", "local", {}},
                    {"query", " SELECT 1\n  UNION\n SELECT 2", "x"}}}};

std::string text_of(const Sides& sides) {
    std::string text;
    for (const auto& lines : drift_in_words(differences, {}, false, sides))
        for (const auto& line : lines) text += line + "\n";
    return text;
}

TEST(DriftWords, AreAligned) {
    EXPECT_EQ(text_of({}), "  missing    table app.a\n"
                           "  undeclared table app.b\n"
                           "  different  view app.v\n"
                           "             check option: declared local, live none\n"
                           "             query:\n"
                           "               declared:\n"
                           "                  SELECT 1\n"
                           "                   UNION\n"
                           "                  SELECT 2\n"
                           "               live:\n"
                           "                 x\n");
}

TEST(DriftWords, CallTheSidesWhatTheyAre) {
    EXPECT_EQ(text_of({.declared = "staging", .live = "shop", .only_live = "additional"}),
              "  missing    table app.a\n"
              "  additional table app.b\n"
              "  different  view app.v\n"
              "             check option: staging local, shop none\n"
              "             query:\n"
              "               staging:\n"
              "                  SELECT 1\n"
              "                   UNION\n"
              "                  SELECT 2\n"
              "               shop:\n"
              "                 x\n");
}

} // namespace
} // namespace pgslate::report
