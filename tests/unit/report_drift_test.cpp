#include "report/drift.hpp"
#include "report/drift_markdown.hpp"

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

std::string page_of(const std::vector<Difference>& drift, const Places& places,
                    const Sides& sides = {}) {
    return drift_in_markdown(shown_drift(drift, places, false, sides), "models: 2 files, 3 objects",
                             sides, {});
}

TEST(DriftPage, HasARowForEachDifferenceAndLongValuesBelow) {
    EXPECT_EQ(page_of(differences, {{differences[0].id, {.file = "a.toml", .line = 3}}}),
              "**3 differences**, compared with ` models: 2 files, 3 objects `.\n"
              "\n"
              "| | object | where it is declared | what differs |\n"
              "|-|-|-|-|\n"
              "| missing | ` table app.a ` | ` a.toml:3 ` |  |\n"
              "| undeclared | ` table app.b ` |  |  |\n"
              "| different | ` view app.v ` |  | ` check option: declared local, live none `"
              "<br>` query: see below ` |\n"
              "\n"
              "<details><summary>Long values</summary>\n"
              "\n"
              "` view app.v: query `\n\n"
              "` declared `:\n\n```sql\n SELECT 1\n  UNION\n SELECT 2\n```\n\n"
              "` live `:\n\n```sql\nx\n```\n\n"
              "</details>\n");
}

TEST(DriftPage, SaysThatThereIsNone) {
    EXPECT_EQ(page_of({}, {}), "**No drift**, compared with ` models: 2 files, 3 objects `.\n");
}

TEST(DriftPage, LetsNoTextOutOfItsCode) {
    const std::vector<Difference> odd = {
        {.kind = Difference::Kind::different,
         .id = {Kind::table, {"app", "a`|\n# b"}, {}},
         .parent = {},
         .attributes = {{"comment", "</details>\n```\n# out", "``|"}}}};
    const auto page = page_of(odd, {}, {.declared = "a|`b", .live = "l", .only_live = ""});
    EXPECT_NE(page.find("| different | `` table app.\"a`\\|\\n# b\" `` |"), std::string::npos)
        << page;
    EXPECT_NE(page.find("`` a|`b ``:\n\n````sql\n</details>\n```\n# out\n````\n"),
              std::string::npos)
        << page;
}

} // namespace
} // namespace pgslate::report
