#include "cli/parse.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace pgslate::cli {
namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

std::string text_of(const Error& error) {
    std::string text = std::string(error.what()) + "\n";
    for (const auto& hint : error.problems().front().hints) text += hint + "\n";
    return text;
}

Request request(const Words& words) {
    auto parsed = parse(words);
    if (const auto* answer = std::get_if<Answer>(&parsed))
        throw std::runtime_error(answer->error ? text_of(*answer->error) : answer->text);
    return std::get<Request>(std::move(parsed));
}

Answer answer(const Words& words) {
    auto parsed = parse(words);
    if (const auto* asked = std::get_if<Request>(&parsed))
        throw std::runtime_error("asks for " + std::string(asked->command->name));
    return std::get<Answer>(std::move(parsed));
}

TEST(CommandLine, NamesEveryCommand) {
    for (const auto& command : commands()) {
        Words words;
        const std::string name(command.name);
        const auto space = name.find(' ');
        words.push_back(name.substr(0, space));
        if (space != std::string::npos) words.push_back(name.substr(space + 1));
        EXPECT_EQ(request(words).command->name, command.name);
        words.emplace_back("--help");
        const auto help = answer(words);
        EXPECT_EQ(help.status, ExitStatus::done);
        EXPECT_NE(help.text.find(command.example), std::string::npos) << name;
        for (const auto* never : {"Excludes:", "Needs:"})
            EXPECT_EQ(help.text.find(never), std::string::npos) << name;
    }
}

TEST(CommandLine, HasDefaultsForEverything) {
    const auto options = request({"status"}).options;
    EXPECT_FALSE(options.wait || options.yes || options.confirm || options.protect || options.port);
    EXPECT_FALSE(options.target.url || options.target.profile || options.target.local);
    EXPECT_TRUE(options.target.models.empty());
    EXPECT_EQ(options.manner.color, report::Color::automatic);
    EXPECT_EQ(options.folder, ".");
}

TEST(CommandLine, TakesSharedOptionsBeforeAndBehindTheCommand) {
    for (const auto& words :
         {Words{"--url", "u", "--json", "status"}, Words{"status", "--url=u", "--json"},
          Words{"--json", "status", "--url", "u"}}) {
        const auto options = request(words).options;
        EXPECT_EQ(options.target.url, "u");
        EXPECT_TRUE(options.manner.json);
    }
    EXPECT_TRUE(request({"--local", "local", "start", "--yes"}).options.yes);
}

TEST(CommandLine, TakesEveryOption) {
    const auto options =
        request({"resetdb", "--profile", "p", "--config", "c", "--database", "d", "--models", "a",
                 "--models", "b", "--yes", "--verbose", "--color", "never", "--confirm", "d"})
            .options;
    EXPECT_EQ(options.target.profile, "p");
    EXPECT_EQ(options.target.config, "c");
    EXPECT_EQ(options.target.database, "d");
    ASSERT_EQ(options.target.models.size(), 2U);
    EXPECT_EQ(options.target.models[1], "b");
    EXPECT_TRUE(options.yes && options.manner.verbose);
    EXPECT_EQ(options.manner.color, report::Color::never);
    EXPECT_EQ(options.confirm, "d");
    EXPECT_TRUE(request({"create", "--protect"}).options.protect);
    EXPECT_TRUE(request({"check", "--server"}).options.on_server);
    EXPECT_EQ(request({"local", "start", "--port", "5433"}).options.port, 5433);
    EXPECT_EQ(request({"init", "x"}).options.folder, "x");
}

TEST(CommandLine, SaysHowANewDatabaseIsMadeWhereOneMayBe) {
    for (const auto* command : {"resetdb", "create"}) {
        const auto target = request({command, "--owner", "o", "--template", "t", "--encoding=e",
                                     "--locale", "", "--lock-timeout", "5s"})
                                .options.target;
        EXPECT_EQ(target.owner, "o");
        EXPECT_EQ(target.template_name, "t");
        EXPECT_EQ(target.encoding, "e");
        EXPECT_EQ(target.locale, "") << "for others to complain about";
        EXPECT_EQ(target.lock_timeout, "5s");
    }
    EXPECT_EQ(request({"drop", "--lock-timeout=7"}).options.target.lock_timeout, "7");
    for (const auto* option : {"--owner", "--template", "--encoding", "--locale"})
        EXPECT_EQ(answer({"drop", option, "x"}).status, ExitStatus::usage) << option;
    for (const auto* command : {"status", "check", "sql", "wait", "init"})
        EXPECT_EQ(answer({command, "--lock-timeout", "5s"}).status, ExitStatus::usage) << command;
    const auto target = request({"resetdb"}).options.target;
    EXPECT_FALSE(target.owner || target.template_name || target.encoding || target.locale
                 || target.lock_timeout);
}

TEST(CommandLine, WaitsForSecondsOrAMinute) {
    EXPECT_EQ(request({"wait", "--wait"}).options.wait, 60s);
    EXPECT_EQ(request({"--wait", "status"}).options.wait, 60s);
    EXPECT_EQ(request({"--wait", "5", "status"}).options.wait, 5s);
    EXPECT_EQ(request({"create", "--wait=2min"}).options.wait, 120s);
    EXPECT_EQ(request({"create", "--wait=0.25"}).options.wait, 250ms);
    EXPECT_EQ(request({"create", "--wait=0"}).options.wait, 0s);
    for (const auto* wrong :
         {"--wait=x", "--wait=-1", "--wait=nan", "--wait=inf", "--wait=1x", "--wait=1e9"})
        EXPECT_EQ(answer({"create", wrong}).status, ExitStatus::usage) << wrong;
}

TEST(CommandLine, AnswersHelpAndVersion) {
    EXPECT_EQ(answer({"--version"}).text.find("pgslate "), 0U);
    EXPECT_EQ(answer({"--version"}).status, ExitStatus::done);
    for (const auto& words : {Words{"--help"}, Words{"-h"}, Words{"local", "--help"}})
        EXPECT_EQ(answer(words).status, ExitStatus::done);
    const auto help = answer({"--help"}).text;
    for (const auto& command : commands())
        if (command.name.find(' ') == std::string_view::npos) {
            EXPECT_NE(help.find(command.about), std::string::npos) << command.name;
        }
}

TEST(CommandLine, AnswersTheWordsHelpAndVersion) {
    EXPECT_EQ(answer({"version"}).text, answer({"--version"}).text);
    EXPECT_EQ(answer({"help"}).text, answer({"--help"}).text);
    EXPECT_EQ(answer({"help", "status"}).text, answer({"status", "--help"}).text);
    EXPECT_NE(answer({"help", "prune"}).text.find("without it they are only"), std::string::npos);
    EXPECT_EQ(answer({"help", "local"}).text, answer({"local", "--help"}).text);
    EXPECT_EQ(answer({"help", "local", "start"}).text, answer({"local", "start", "--help"}).text);
    for (const auto& words :
         {Words{"help"}, Words{"help", "status"}, Words{"version"}, Words{"--json", "help"}})
        EXPECT_EQ(answer(words).status, ExitStatus::done);
    EXPECT_EQ(answer({"help", "statsu"}).status, ExitStatus::usage);
    EXPECT_EQ(request({"init", "help"}).options.folder, "help");
}

std::string wrong_text(const Words& words) {
    const auto wrong = answer(words);
    EXPECT_EQ(wrong.status, ExitStatus::usage);
    EXPECT_TRUE(wrong.text.empty());
    if (!wrong.error) throw std::runtime_error("nothing is wrong");
    EXPECT_EQ(wrong.error->status(), ExitStatus::usage);
    return text_of(*wrong.error);
}

struct Elsewhere {
    Words typed;
    std::string here; ///< what the answer tells to type
};

class FromElsewhere : public ::testing::TestWithParam<Elsewhere> {};

TEST_P(FromElsewhere, IsAnsweredWithHowItIsSaidHere) {
    const auto text = wrong_text(GetParam().typed);
    EXPECT_NE(text.find(GetParam().here), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Commands, FromElsewhere,
    ::testing::Values(Elsewhere{{"reset"}, "Did you mean `pgslate resetdb`?"},
                      Elsewhere{{"RESETDB"}, "Did you mean `pgslate resetdb`?"},
                      Elsewhere{{"db:reset"}, "Did you mean `pgslate resetdb`?"},
                      Elsewhere{{"reset-db"}, "Did you mean `pgslate resetdb`?"},
                      Elsewhere{{"stat"}, "Did you mean `pgslate status`?"},
                      Elsewhere{{"sratus"}, "Did you mean `pgslate status`?"},
                      Elsewhere{{"--json", "diff"}, "Did you mean `pgslate status`?"},
                      Elsewhere{{"createdb"}, "Did you mean `pgslate create`?"},
                      Elsewhere{{"migrate"}, "Did you mean `pgslate create`?"},
                      Elsewhere{{"delete"}, "Did you mean `pgslate drop`?"},
                      Elsewhere{{"export"}, "Did you mean `pgslate dump`?"},
                      Elsewhere{{"start"}, "Did you mean `pgslate local start`?"},
                      Elsewhere{{"local", "stat"}, "Did you mean `pgslate local status`?"},
                      Elsewhere{{"local", "strat"}, "Did you mean `pgslate local start`?"},
                      Elsewhere{{"restdb", "-h"}, "Did you mean `pgslate resetdb`?"},
                      Elsewhere{{"help", "restdb"}, "Did you mean `pgslate resetdb`?"}));

INSTANTIATE_TEST_SUITE_P(
    Options, FromElsewhere,
    ::testing::Values(Elsewhere{{"create", "-d", "mydb"}, "`--database NAME`"},
                      Elsewhere{{"create", "-dmydb"}, "`--database NAME`"},
                      Elsewhere{{"status", "--dbname=mydb"}, "`--database NAME`"},
                      Elsewhere{{"-U", "ada", "create"}, "postgresql://USER@HOST/DATABASE"},
                      Elsewhere{{"create", "--username", "ada"}, "POSTGRES_USER"},
                      Elsewhere{{"create", "-h", "localhost"}, "POSTGRES_URL"},
                      Elsewhere{{"create", "--host", "localhost"}, "POSTGRES_URL"},
                      Elsewhere{{"create", "-p", "5432"}, "POSTGRES_URL"},
                      Elsewhere{{"create", "--port", "5432"}, "POSTGRES_URL"},
                      Elsewhere{{"create", "-W"}, "POSTGRES_PW"},
                      Elsewhere{{"create", "-f", "a.sql"}, "`--models PATH`"},
                      Elsewhere{{"resetdb", "-y"}, "`--yes`"},
                      Elsewhere{{"drop", "--force"}, "`--yes`"},
                      Elsewhere{{"create", "--dry-run"}, "`pgslate status`"},
                      Elsewhere{{"status", "--env", "staging"}, "`--profile NAME`"},
                      Elsewhere{{"status", "-v"}, "`--verbose`"}, Elsewhere{{"-V"}, "`--version`"},
                      Elsewhere{{"status", "--jsn"}, "Did you mean --json?"},
                      Elsewhere{{"status", "--confirm", "x"},
                                "--confirm is an option of: resetdb, drop, apply."}));

INSTANTIATE_TEST_SUITE_P(
    Names, FromElsewhere,
    ::testing::Values(Elsewhere{{"create", "mydb"}, "`--database mydb`"},
                      Elsewhere{{"resetdb", "mydb"}, "`--database mydb`"},
                      Elsewhere{{"drop", "mydb"}, "`--database mydb`"},
                      Elsewhere{{"status", "postgresql://u:secret@h/d"}, "`--url`"},
                      Elsewhere{{"check", "models"}, "`--models models`"},
                      Elsewhere{{"resetdb", "db/schema.sql"}, "`--models db/schema.sql`"},
                      Elsewhere{{"wait", "30"}, "`--wait=30`"},
                      Elsewhere{{"local", "start", "5433"}, "`--port 5433`"}));

TEST(CommandLine, RepeatsNoPasswordThatStandsInTheWrongPlace) {
    for (const auto& words :
         {Words{"create", "-W", "secret"}, Words{"create", "-Wsecret"},
          Words{"create", "--password=secret"}, Words{"create", "--password", "secret"},
          Words{"--pasword", "secret", "create"}, Words{"create", "postgresql://u:secret@h/d"},
          Words{"postgresql://u:secret@h/d"}})
        EXPECT_EQ(wrong_text(words).find("secret"), std::string::npos) << wrong_text(words);
}

TEST(CommandLine, SaysWhatIsWrong) {
    const auto text = wrong_text;
    EXPECT_NE(text({"statsu"}).find("Did you mean `pgslate status`?"), std::string::npos);
    EXPECT_NE(text({"frobnicate"}).find("there is no command 'frobnicate'"), std::string::npos);
    EXPECT_NE(text({"status", "--modles", "x"}).find("--modles"), std::string::npos);
    EXPECT_NE(text({"status", "--url"}).find("--url"), std::string::npos);
    EXPECT_NE(text({"status", "--color", "red"}).find("'red' is none of auto, always, never"),
              std::string::npos);
    EXPECT_NE(text({"status", "a", "b"}).find("not expected: a b"), std::string::npos);
    EXPECT_NE(text({"create", "--protect=3"}).find("--protect takes no value"), std::string::npos);
    EXPECT_NE(text({"resetdb", "--in-place", "--owner", "o"}).find("--in-place"),
              std::string::npos);
    EXPECT_NE(text({"local", "start", "--port", "70000"})
                  .find("--port: '70000' is no number from 1 to 65535"),
              std::string::npos);
    EXPECT_NE(text({"resetdb", "--spares", "x"}).find("--spares: 'x' is no number from 0 to 16"),
              std::string::npos);
    EXPECT_NE(text({"status", "--protect"}).find("--protect"), std::string::npos);
    text({});
    text({"local"});
    text({"status", "--quiet", "--verbose"});
    text({"status", "status"});
    text({""});
}

TEST(CommandLine, TakesNoOptionForTheValueThatWasLeftOut) {
    const auto text = wrong_text;
    EXPECT_EQ(text({"resetdb", "--template", "--spares", "2"})
                  .find("behind --template stands no DATABASE, but the option --spares"),
              0U);
    EXPECT_EQ(text({"--database", "--json=x", "status"})
                  .find("behind --database stands no DATABASE, but the option --json"),
              0U);
    EXPECT_EQ(text({"psql", "--profile", "--", "-c", "x"}).find("no PROFILE stands behind"), 0U);
    EXPECT_EQ(text({"resetdb", "--spares"}).find("no NUMBER stands behind --spares"), 0U);
    EXPECT_EQ(text({"dump", "--table", "a", "--table", "-h"}).find("behind --table stands"), 0U);
    EXPECT_EQ(request({"create", "--template=--spares"}).options.target.template_name, "--spares");
    EXPECT_EQ(request({"create", "--template", "--odd"}).options.target.template_name, "--odd");
    EXPECT_EQ(request({"status", "--wait", "--json"}).options.wait, 60s);
}

TEST(CommandLine, SaysWhoseHelpToRead) {
    const auto hint = [](const std::vector<std::string>& arguments) {
        const auto parsed = parse(arguments);
        return std::get<Answer>(parsed).error->problems().back().hints.back();
    };
    EXPECT_EQ(hint({"frobnicate"}), "`pgslate --help` lists commands and options.");
    EXPECT_EQ(hint({"local", "frobnicate"}), "`pgslate local --help` lists its commands.");
    EXPECT_EQ(hint({"local", "start", "--port", "x"}),
              "`pgslate local start --help` lists its options.");
    EXPECT_EQ(hint({"resetdb", "--quiet", "--verbose"}),
              "`pgslate resetdb --help` lists its options.");
    EXPECT_EQ(hint({"status", "--frobnicate"}), "`pgslate status --help` lists its options.");
}

} // namespace
} // namespace pgslate::cli
