// Pictures of what models declare, of what a database is, and of both.
#include "support/program_test.hpp"

#include <fstream>
#include <sstream>

namespace pgslate {
namespace {

using namespace testing;

std::string content_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class DiagramCommand : public ProgramTest {
  protected:
    void SetUp() override {
        model("shop.toml", "[table.customer.columns]\nid = { type = \"int\", primary_key = true }\n"
                           "[table.order.columns]\n"
                           "buyer = { type = \"int\", references = \"customer.id\" }\n");
    }

    Ended without_target(std::vector<std::string> arguments, const Variables& variables = {}) {
        return run({.arguments = std::move(arguments),
                    .environment = variables,
                    .folder = project_.path()});
    }
};

TEST_F(DiagramCommand, DrawsTomlModelsWithoutAServer) {
    const auto drawn = without_target({"diagram"});
    EXPECT_EQ(drawn.status, 0) << drawn.err;
    EXPECT_TRUE(drawn.out.starts_with("erDiagram\n")) << drawn.out;
    EXPECT_TRUE(has(drawn.out, "\"order\" }o--o| \"customer\" : \"buyer\"")) << drawn.out;
}

TEST_F(DiagramCommand, SaysThatSqlModelsNeedAServerAndWhatGoesWithout) {
    model("more.sql", "create table basket (owner int references customer);");
    const auto refused = without_target({"diagram"});
    EXPECT_EQ(refused.status, 78);
    EXPECT_TRUE(has(refused.err, "--offline")) << refused.err;
    const auto drawn = without_target({"diagram", "--offline"});
    EXPECT_EQ(drawn.status, 0);
    EXPECT_TRUE(has(drawn.err, "warning")) << drawn.err;
    EXPECT_TRUE(has(drawn.out, "[\"basket (columns unknown)\"]")) << drawn.out;
    const auto whole = run_pgslate({"diagram"});
    EXPECT_TRUE(has(whole.out, "\"basket\" }o--o| \"customer\" : \"owner\"")) << whole.out;
}

TEST_F(DiagramCommand, DrawsWhatACommandPrints) {
    std::filesystem::permissions(project_.path(), std::filesystem::perms(0700));
    project_.write("pgslate.toml",
                   "models = [\"schemas\", { command = [\"sh\", \"-c\", \"echo run >>runs; echo "
                   "'create table basket (owner int references customer);'\"] }]\n");
    const auto drawn = run_pgslate({"diagram"});
    EXPECT_TRUE(has(drawn.out, "\"basket\" }o--o| \"customer\" : \"owner\"")) << drawn.err;
    EXPECT_EQ(content_of(project_.path() / "runs"), "run\n");
}

TEST_F(DiagramCommand, DrawsTheLiveDatabaseWithPartitionsAndViews) {
    make("create table event (at date) partition by range (at);\n"
         "create table event_2025 partition of event for values from ('2025-01-01') to "
         "('2026-01-01');\n"
         "create view late as select at from event;"
         "create materialized view soon as select at as coming from event;");
    const auto drawn = run_pgslate({"diagram", "--live", "--format", "dot"});
    EXPECT_EQ(drawn.status, 0) << drawn.err;
    EXPECT_TRUE(has(drawn.out, "<b>event</b>  <i>1 partition</i>")) << drawn.out;
    EXPECT_FALSE(has(drawn.out, "event_2025")) << drawn.out;
    const auto mermaid = run_pgslate({"diagram", "--live"});
    EXPECT_TRUE(has(mermaid.out, "date at\n")) << mermaid.out;
    EXPECT_TRUE(has(mermaid.out, " : \"reads\"")) << mermaid.out;
    EXPECT_TRUE(has(mermaid.out, "date coming\n")) << mermaid.out;
}

TEST_F(DiagramCommand, MarksWhatIsOnlyOnOneSide) {
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    run_sql("create table extra (id int); alter table customer add nick text; drop table \"order\"",
            name());
    const auto drawn = run_pgslate({"diagram", "--diff"});
    EXPECT_EQ(drawn.status, 0) << drawn.err;
    EXPECT_TRUE(has(drawn.out, "[\"different: customer\"]")) << drawn.out;
    EXPECT_TRUE(has(drawn.out, "text nick \"undeclared\"")) << drawn.out;
    EXPECT_TRUE(has(drawn.out, "[\"undeclared: extra\"]")) << drawn.out;
    EXPECT_TRUE(has(drawn.out, "[\"missing: order\"]")) << drawn.out;
    EXPECT_TRUE(has(drawn.out, " : \"missing: buyer\"")) << drawn.out;
}

TEST_F(DiagramCommand, WritesAFileOfTheKindItsNameSaysAndOverwritesNone) {
    EXPECT_EQ(without_target({"diagram", "--output", "shop.html"}).out, "shop.html\n");
    const auto page = project_.path() / "shop.html";
    EXPECT_TRUE(content_of(page).starts_with("<!DOCTYPE html>"));
    const auto refused = without_target({"diagram", "--format", "dot", "--output", "shop.html"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(has(refused.err, "--force")) << refused.err;
    without_target({"diagram", "--format", "dot", "--output", "shop.html", "--force"});
    EXPECT_TRUE(content_of(page).starts_with("digraph"));
    EXPECT_EQ(without_target({"diagram", "--output", "shop.xyz"}).status, 64);
    EXPECT_EQ(
        without_target({"diagram", "--output", "/dev/null", "--format", "dot", "--force"}).status,
        1);
}

TEST_F(DiagramCommand, NamesThePackageThatDrawsSvgWhereThereIsNone) {
    const auto refused =
        without_target({"diagram", "--format", "svg"}, {{"PATH", project_.path().string()}});
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(has(refused.err, "apt-get install graphviz")) << refused.err;
}

TEST_F(DiagramCommand, DrawsNothingWhereThereIsNothing) {
    std::filesystem::remove(project_.path() / "schemas" / "shop.toml");
    model("nothing.toml", "");
    const auto drawn = without_target({"diagram"});
    EXPECT_EQ(drawn.status, 0);
    EXPECT_EQ(drawn.out, "erDiagram\n");
    EXPECT_TRUE(has(drawn.err, "There is nothing to draw")) << drawn.err;
}

} // namespace
} // namespace pgslate
