// Holds the manual pages and the README against the program: nothing is missing in them, nothing
// stands there that the program does not have, and their examples work. What is typed in the README
// and in docs/ is played by scripts/play.
#include "base/format.hpp"
#include "cli/command.hpp"
#include "config/forms.hpp"
#include "config/keywords.hpp"
#include "postgres/pinned_settings.hpp"
#include "support/manual_page.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <sstream>

namespace pgslate {
namespace {

using namespace testing;
namespace fs = std::filesystem;

const std::vector<std::string> pages = {"pgslate.1", "pgslate.toml.5", "pgslate-models.5"};

Words operator-(Words left, const Words& right) {
    for (const auto& word : right) left.erase(word);
    return left;
}

Words operator+(Words left, const Words& right) {
    left.insert(right.begin(), right.end());
    return left;
}

std::vector<std::string> words_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    return {std::istream_iterator<std::string>(stream), {}};
}

// The options that `pgslate COMMAND --help` lists, as `--name`.
Words options_of(std::string_view command) {
    auto arguments = words_of(command);
    arguments.emplace_back("--help");
    const auto ended = run({.arguments = arguments});
    EXPECT_EQ(ended.status, 0) << command;
    return matches(ended.out, R"(\n {1,8}(?:-[a-zA-Z], *)?(--[a-z-]+))");
}

// mdoc writes `--name` as `Fl -name`.
Words long_options(const std::vector<std::string>& lines) {
    Words options;
    for (const auto& line : lines)
        for (const auto& word : arguments(line, "Fl"))
            if (word.starts_with('-')) options.insert('-' + word);
    return options;
}

Words all_options() {
    Words all = options_of("");
    for (const auto& command : cli::commands()) all = all + options_of(command.name);
    return all;
}

TEST(Words, PageHasEveryCommandAndNoOther) {
    const ManualPage page("pgslate.1");
    Words documented;
    for (const auto& item : page.items("COMMANDS"))
        documented.insert(format("{}", join(arguments(item, "Cm"), " ")));
    Words known;
    for (const auto& command : cli::commands()) known.insert(std::string(command.name));
    EXPECT_EQ(documented, known);
}

TEST(Words, PageHasEverySettingOfOurSessions) {
    Words documented;
    for (const auto& item : ManualPage("pgslate.1").items("SETTINGS")) documented.insert(item);
    Words pinned;
    for (const auto& pins : {postgres::usual_pins(), postgres::special_pins()})
        for (const auto& pin : pins)
            pinned.insert(format(".It {} Ta {}", pin.name,
                                 std::string_view(pin.value).empty() ? "(empty)" : pin.value));
    EXPECT_EQ(documented, pinned);
}

TEST(Words, PageHasEveryOptionOfEachCommandAndNoOther) {
    const ManualPage page("pgslate.1");
    const auto shared = long_options(page.items("OPTIONS"));
    EXPECT_EQ(options_of(""), shared);
    for (const auto& item : page.items("COMMANDS")) {
        const auto command = format("{}", join(arguments(item, "Cm"), " "));
        EXPECT_EQ(options_of(command), (shared - Words{"--version"}) + long_options({item}))
            << command;
    }
}

TEST(Words, EveryExampleOfTheHelpStandsInThePage) {
    const auto text = source_text("man/pgslate.1");
    for (const auto& command : cli::commands()) {
        auto example = std::string(command.example);
        example = std::regex_replace(example, std::regex("\""), "\\(dq");
        EXPECT_NE(text.find(".Dl " + example + "\n"), std::string::npos) << command.example;
    }
}

TEST(Words, NoPageNamesAnOptionThatTheProgramLacks) {
    const auto known = all_options();
    for (const auto& name : pages)
        EXPECT_EQ(long_options(ManualPage(name).lines()) - known, Words()) << name;
}

// What follows `pgslate` where it is clearly a command line. Transcripts are played.
Words command_lines(const std::string& text) {
    return matches(text, R"((?:`|run: |\.Dl )pgslate ([^`\n&|>;)]*))");
}

std::vector<std::string> texts_with_command_lines() {
    std::vector<std::string> files = {"README.md", "man/pgslate.1", "man/pgslate.toml.5"};
    for (const auto& entry : fs::directory_iterator(fs::path(PGSLATE_SOURCE_DIR) / "docs"))
        if (entry.path().extension() == ".md")
            files.push_back("docs/" + entry.path().filename().string());
    return files;
}

TEST(Words, CommandLinesInTheDocumentationCanBeTyped) {
    const auto options = all_options();
    Words verbs = {"COMMAND", "help"};
    for (const auto& command : cli::commands()) verbs.insert(words_of(command.name).front());
    for (const auto& file : texts_with_command_lines())
        for (const auto& line : command_lines(source_text(file))) {
            Words used;
            for (const auto& word : words_of(line)) {
                if (word == "--") break; // what follows is for another program
                if (word.starts_with("--")) used.insert(word.substr(0, word.find('=')));
            }
            EXPECT_EQ(used - options, Words()) << file << ": " << line;
            const auto words = words_of(line);
            const bool good = words.front().starts_with("--") || verbs.contains(words.front());
            EXPECT_TRUE(good) << file << ": " << line;
        }
}

TEST(Words, PageHasEveryExitStatusAndNoOther) {
    const auto known = matches(source_text("src/base/exit_status.hpp"), R"(= (\d+))");
    Words documented;
    for (const auto& item : ManualPage("pgslate.1").items("EXIT STATUS"))
        documented.insert(item.substr(4));
    EXPECT_EQ(documented, known);
}

std::string all_sources() {
    std::string text;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(PGSLATE_SOURCE_DIR) / "src"))
        if (entry.path().extension() == ".cpp")
            text += source_text(fs::relative(entry.path(), PGSLATE_SOURCE_DIR).string());
    return text;
}

// Without the seams between pieces of a literal, and with one kind of quotes.
std::string all_literals() {
    const auto joined = std::regex_replace(all_sources(), std::regex("\"\\s*\n\\s*\""), "");
    return std::regex_replace(joined, std::regex(R"(\\")"), "\"");
}

TEST(Words, MessagesOfTheTroubleshootingPageAreThoseOfTheProgram) {
    const auto literals = all_literals();
    const auto page = source_text("docs/troubleshooting.md");
    const auto table = page.substr(page.find("## By message"));
    const auto rows = matches(table, R"(\n\| ([^|]*`[^|]*) \| [0-9])");
    EXPECT_GT(rows.size(), 20U);
    for (const auto& row : rows)
        for (const auto& message : matches(row, "`([^`]+)`"))
            for (const auto& piece : matches(message, R"re(((?:(?!"?\.\.\.).)+)(?:"?\.\.\."?)?)re"))
                EXPECT_NE(literals.find(piece), std::string::npos) << message << ": " << piece;
}

TEST(Words, PageHasEveryVariableThatTheProgramReads) {
    const auto sources = all_sources();
    const auto read = matches(sources, R"re((?:get|variable)\((?:[a-z_]+, )?"([A-Z_]+)"\))re")
                      + matches(sources, R"re("((?:POSTGRES_|PGSLATE_|XDG_|PG(?!_))[A-Z_]+)")re");
    const auto documented = ManualPage("pgslate.1").item_words("ENVIRONMENT", "Ev");
    EXPECT_EQ(read - documented, Words());
    for (const auto& name : documented)
        EXPECT_NE(sources.find(format("\"{}\"", name)), std::string::npos) << name;
}

Words keys_of(const TomlForm& form) {
    Words keys;
    for (const auto& key : form.keys) keys.emplace(key.name);
    return keys;
}

TEST(Words, PageHasEveryKeyOfTheConfigurationAndNoOther) {
    const ManualPage page("pgslate.toml.5");
    EXPECT_EQ(page.item_words("Keys of the file", "Cm"), keys_of(config::project_form()));
    EXPECT_EQ(page.item_words("Keys of a password", "Cm"), keys_of(config::password_form()));
    Words keywords;
    for (const auto& key : config::keyword_keys()) keywords.emplace(key.name);
    EXPECT_EQ(page.item_words("Keys of a profile", "Cm"),
              keys_of(config::profile_form()) - keywords);
}

TEST(Words, PageHasEveryConnectionKeywordAndNoOther) {
    Words documented;
    for (const auto& line : ManualPage("pgslate.toml.5").section("Connection keywords"))
        for (const auto& word : arguments(line, "Cm")) documented.insert(word);
    const auto& keywords = config::libpq_keywords();
    Words known;
    for (const auto keyword : keywords) known.emplace(keyword);
    const Words elsewhere = {"host", "port", "dbname", "service", "user", "password"};
    const Words mentioned = {"url", "database"};
    EXPECT_EQ(documented - mentioned, known - elsewhere);
}

// A place in a model where keys stand: the section of the page about it, and a model that has
// `@` where they go.
struct ModelPlace {
    const char* heading;
    const char* model;
};

const std::vector<ModelPlace> model_places = {
    {"The file", "@"},
    {"role", "role.x = { @ }"},
    {"schema", "schema.x = { @ }"},
    {"extension", "extension.x = { @ }"},
    {"enum", "enum.x = { @ }"},
    {"domain", "domain.x = { @ }"},
    {"Check of a domain", "domain.x.checks.y = { @ }"},
    {"type", "type.x = { @ }"},
    {"Attribute of a type", "type.x.attributes.y = { @ }"},
    {"range", "range.x = { @ }"},
    {"sequence", "sequence.x = { @ }"},
    {"table", "table.x = { @ }"},
    {"Column", "table.x.columns.y = { @ }"},
    {"Identity of a column", "table.x.columns.y.identity = { @ }"},
    {"References of a column", "table.x.columns.y.references = { @ }"},
    {"Primary key", "table.x.primary_key = { @ }"},
    {"Unique constraint", "table.x.uniques.y = { @ }"},
    {"Check constraint", "table.x.checks.y = { @ }"},
    {"Foreign key", "table.x.foreign_keys.y = { @ }"},
    {"Exclusion constraint", "table.x.excludes.y = { @ }"},
    {"Index", "table.x.indexes.y = { @ }"},
    {"Column of an index", "table.x.indexes.y.columns = [{ @ }]"},
    {"Partition", "table.x.partitions.y = { @ }"},
    {"view", "view.x = { @ }"},
    {"materialized_view", "materialized_view.x = { @ }"},
    {"statistics", "statistics.x = { @ }"},
    {"Trigger", "table.x.triggers.y = { @ }"},
    {"Rule", "table.x.rules.y = { @ }"},
    {"Policy", "table.x.policies.y = { @ }"},
    {"Grants", "table.x.grants.y = { @ }"},
};

// What `check` says of a model that has these keys in that place.
std::string complaints(const ModelPlace& place, const Words& keys) {
    const bool inline_table = std::string_view(place.model) != "@";
    std::vector<std::string> pairs;
    for (const auto& key : keys) pairs.push_back(key + " = 1");
    const auto text = format("{}", join(pairs, inline_table ? ", " : "\n"));
    const TemporaryFolder folder;
    folder.write("model.toml", std::regex_replace(place.model, std::regex("@"), text) + "\n");
    return run({.arguments = {"check", "--models", "model.toml"}, .folder = folder.path()}).err;
}

// The keys that are understood in a place. Some the program asks for only where they are, so it is
// given the documented ones.
Words known_keys(const ModelPlace& place, const Words& documented) {
    const auto said = complaints(place, documented + Words{"zzzzzzzzzzzz"});
    const auto lists = matches(said, R"(Known keys: ([a-z_, ]+)\.)");
    EXPECT_EQ(lists.size(), 1U) << place.heading << ": " << said;
    if (lists.empty()) return {};
    return matches(*lists.begin(), "([a-z_]+)");
}

TEST(Words, PageHasEveryKeyOfTheModelsAndNoOther) {
    const ManualPage page("pgslate-models.5");
    Words headings;
    for (const auto& place : model_places) {
        headings.insert(place.heading);
        const auto documented = page.item_words(place.heading, "Cm");
        EXPECT_EQ(documented, known_keys(place, documented)) << place.heading;
    }
    EXPECT_EQ(page.subsections("TOML MODELS"), headings);
}

TEST(Words, PagesRenderWithoutWarnings) {
    const std::string man = "/usr/bin/man";
    if (!fs::exists(man)) GTEST_SKIP() << "there is no " << man;
    for (const auto& name : pages) {
        const auto file = (fs::path(PGSLATE_SOURCE_DIR) / "man" / name).string();
        const auto ended = run({.arguments = {"--warnings", "-E", "UTF-8", "-l", file},
                                .environment = {{"LC_ALL", "C.UTF-8"}, {"MANPAGER", "cat"}},
                                .binary = man});
        EXPECT_EQ(ended.status, 0) << name;
        EXPECT_EQ(ended.err, "") << name;
    }
}

class WordsExamples : public ProgramTest {
  protected:
    // A pgslate.toml or a model, as its text tells.
    void take(const std::string& text) {
        const auto number = ++taken_;
        if (text.find("[profile.") != std::string::npos)
            project_.write("pgslate.toml", text);
        else if (text.starts_with("create "))
            model(format("{}.sql", number), text);
        else
            model(format("{}.toml", number), text);
    }

    void expect_good() const {
        EXPECT_GT(taken_, 0);
        const auto ended = run_pgslate({"check", "--server"});
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(ended.err, "");
    }

  private:
    int taken_ = 0;
};

TEST_F(WordsExamples, OfTheReadmeAreAcceptedByTheServer) {
    ASSERT_EQ(run_pgslate({"init"}).status, 0);
    for (const auto& block : fenced_blocks(source_text("README.md")))
        if (block.language == "toml" || block.language == "sql") take(block.text);
    expect_good();
}

TEST_F(WordsExamples, OfTheModelsPageAreAcceptedByTheServer) {
    for (const auto& example : ManualPage("pgslate-models.5").displays()) take(example);
    expect_good();
}

TEST_F(WordsExamples, OfTheConfigurationPageAreAccepted) {
    for (const auto& example : ManualPage("pgslate.toml.5").displays()) take(example);
    model("empty.sql", "create table example (id integer);\n");
    expect_good();
}

} // namespace
} // namespace pgslate
