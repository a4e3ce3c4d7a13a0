// Files that are called after objects of a database.
#include "commands/file_names.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgslate::commands {
namespace {

std::vector<std::string> called(const std::vector<std::string>& names) {
    FileNames all;
    for (const auto& name : names) all.add(name);
    std::vector<std::string> result;
    for (const auto& name : names) result.push_back(all.of(name));
    return result;
}

using Names = std::vector<std::string>;

TEST(FileNames, AreTheNamesOfTheObjectsWhereTheyCanBe) {
    EXPECT_EQ(called({"user", "Order", "über", "a b", "v1.2"}),
              (Names{"user", "Order", "über", "a b", "v1.2"}));
}

TEST(FileNames, SayWithNumbersWhatAFileSystemOrAShellStumblesOver) {
    EXPECT_EQ(called({"a/b", "..", "100%", "$(x)", "a\n"}),
              (Names{"a%2Fb", "%2E%2E", "100%25", "%24(x)", "a%0A"}));
    EXPECT_EQ(called({"a.toml", "b.SQL", "PGSLATE"}), (Names{"a%2Etoml", "b%2ESQL", "%50GSLATE"}));
    EXPECT_EQ(called({"pgslate"}), Names{"%70gslate"});
}

TEST(FileNames, ThatDifferOnlyByCaseAreToldApartWhereFilesAreNot) {
    EXPECT_EQ(called({"user", "User", "USER", "Order"}),
              (Names{"user", "%55ser", "%55%53%45%52", "Order"}));
    EXPECT_EQ(called({"ä", "Ä"}), (Names{"%C3%A4", "%C3%84"}));
}

TEST(FileNames, AreNoDevicesOfWindows) {
    EXPECT_EQ(called({"con", "Nul", "aux.x", "lpt1", "console", "com", "com10"}),
              (Names{"%63on", "%4Eul", "%61ux.x", "%6Cpt1", "console", "com", "com10"}));
    EXPECT_EQ(called({"ends.", "ends "}), (Names{"ends%2E", "ends%20"}));
}

} // namespace
} // namespace pgslate::commands
