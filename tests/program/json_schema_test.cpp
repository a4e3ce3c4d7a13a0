// The JSON Schemas for editors, as another program understands them: python3-jsonschema.
#include "base/format.hpp"
#include "config/forms.hpp"
#include "models/toml/forms.hpp"
#include "support/every_kind.hpp"
#include "support/form_cases.hpp"
#include "support/json.hpp"
#include "support/manual_page.hpp"
#include "support/program_test.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;
using Verdicts = std::vector<std::string>; // "fits", or why not

std::string first_line(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

// Where the first line of a file says that its schema is.
fs::path schema_of(const fs::path& file) {
    const std::string directive = "#:schema .";
    const auto line = first_line(file);
    EXPECT_TRUE(line.starts_with(directive)) << file << ": " << line;
    return (file.parent_path() / line.substr(directive.size() - 1)).lexically_normal();
}

class JsonSchema : public ProgramTest {
  protected:
    // Writes the schema into the project, and returns its path.
    std::string schema(const std::string& name) const {
        const auto ended = run_pgslate({"json-schema", name});
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_TRUE(is_json(ended.out));
        return project_.write(name + ".json", ended.out).string();
    }

    static Verdicts judge(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(),
                         std::string(PGSLATE_SOURCE_DIR) + "/tests/support/judge.py");
        Program program{.arguments = std::move(arguments)};
        program.binary = "/usr/bin/python3";
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 0) << ended.err;
        Verdicts verdicts;
        std::istringstream lines(ended.out);
        for (std::string line; std::getline(lines, line);)
            verdicts.push_back(line.substr(line.find(": ") + 2));
        return verdicts;
    }

    void expect_agreement(const std::string& name, const TomlForm& form) const {
        const auto cases = cases_of(form);
        std::string lines;
        for (const auto& one : cases) lines += one.text + '\n';
        const auto file = project_.write("cases", lines).string();
        const auto verdicts = judge({schema(name), "--lines", file});
        ASSERT_EQ(verdicts.size(), cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i)
            EXPECT_EQ(verdicts[i] == "fits", cases[i].fits) << cases[i].text << ": " << verdicts[i];
    }

    void expect_fit(const fs::path& file) const {
        EXPECT_TRUE(fs::exists(schema_of(file))) << file;
        EXPECT_EQ(judge({schema_of(file).string(), file.string()}), Verdicts{"fits"}) << file;
    }
};

TEST_F(JsonSchema, TakesWhatModelsMayHoldAndNothingElse) {
    expect_agreement("models", models::model_form());
}

TEST_F(JsonSchema, TakesWhatTheConfigurationMayHoldAndNothingElse) {
    expect_agreement("config", config::project_form());
}

TEST_F(JsonSchema, TakesTheExamplesOfReadmeAndPages) {
    std::vector<std::string> models = {schema("models"),
                                       std::string(PGSLATE_SOURCE_DIR) + "/schemas/user.toml"};
    std::vector<std::string> configs = {schema("config")};
    int count = 0;
    for (const auto* page : {"README.md", "docs/tutorial.md", "docs/models-by-example.md"})
        for (const auto& [language, text] : fenced_blocks(source_text(page))) {
            if (language != "toml") continue;
            const bool config = std::regex_search(text, std::regex("(^|\n)\\[profile"));
            const auto file = project_.write(format("{}.toml", count++), text).string();
            (config ? configs : models).push_back(file);
        }
    EXPECT_GT(models.size(), 5U);
    EXPECT_GT(configs.size(), 1U);
    for (const auto& files : {models, configs})
        EXPECT_EQ(judge(files), Verdicts(files.size() - 1, "fits"));
}

TEST_F(JsonSchema, StandsWhereTheFilesOfANewProjectSay) {
    EXPECT_EQ(run_pgslate({"init", "shop"}).status, 0);
    const auto shop = project_.path() / "shop";
    for (const auto* file : {"pgslate.toml", "schemas/user.toml"}) expect_fit(shop / file);
    EXPECT_EQ(schema_of(shop / "pgslate.toml"), shop / ".pgslate/config.schema.json");
    EXPECT_EQ(schema_of(shop / "schemas/user.toml"), shop / ".pgslate/models.schema.json");
}

TEST_F(JsonSchema, IsLeftAsItIsByANewProject) {
    project_.write(".pgslate/models.schema.json", "mine");
    EXPECT_EQ(run_pgslate({"init"}).status, 0);
    EXPECT_EQ(first_line(project_.path() / ".pgslate/models.schema.json"), "mine");
    EXPECT_TRUE(fs::exists(project_.path() / ".pgslate/config.schema.json"));
}

TEST_F(JsonSchema, StandsWhereTheModelsOfADumpSay) {
    make("create table a (id int); create schema app; create table app.b (id int);");
    EXPECT_EQ(run_pgslate({"dump", "--output", "new/models"}).status, 0);
    const auto models = project_.path() / "new/models";
    for (const auto* file : {"public/a.toml", "app/b.toml"}) {
        EXPECT_EQ(schema_of(models / file), models / ".pgslate/models.schema.json");
        expect_fit(models / file);
    }
    project_.write("new/models/.pgslate/models.schema.json", "old");
    EXPECT_EQ(run_pgslate({"dump", "--output", "new/models", "--force"}).status, 0);
    expect_fit(models / "public/a.toml");
}

TEST_F(JsonSchema, IsThatOfTheProjectWhereADumpGoesIntoOne) {
    make("create table a (id int);");
    EXPECT_EQ(run_pgslate({"init", "--quiet"}).status, 0);
    EXPECT_EQ(run_pgslate({"dump", "--output", "schemas/old"}).status, 0);
    const auto folder = project_.path() / "schemas/old";
    EXPECT_EQ(schema_of(folder / "public/a.toml"), project_.path() / ".pgslate/models.schema.json");
    expect_fit(folder / "public/a.toml");
    EXPECT_FALSE(fs::exists(folder / ".pgslate"));
}

TEST_F(JsonSchema, IsNotWrittenForADumpInSql) {
    make("create table a (id int);");
    EXPECT_EQ(run_pgslate({"dump", "--output", "models", "--format", "sql"}).status, 0);
    EXPECT_FALSE(fs::exists(project_.path() / "models/.pgslate"));
}

TEST_F(JsonSchema, TakesADumpOfEveryKind) {
    const EveryKind every;
    const auto ended = run_pgslate({"dump", "--database", every.database(), "--output", "models"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    std::vector<std::string> files = {schema("models")};
    for (const auto& entry : fs::recursive_directory_iterator(project_.path() / "models"))
        if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
    EXPECT_GT(files.size(), 20U);
    EXPECT_EQ(judge(files), Verdicts(files.size() - 1, "fits"));
}

TEST_F(JsonSchema, IsThatOfTheModelsIfNothingIsSaid) {
    EXPECT_EQ(run_pgslate({"json-schema"}).out, run_pgslate({"json-schema", "models"}).out);
    EXPECT_EQ(run_pgslate({"json-schema", "tables"}).status, 64);
}

} // namespace
} // namespace pgslate::testing
