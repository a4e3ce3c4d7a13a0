#include "cli/parse.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace pgslate::cli {
namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

Request request(const Words& words) {
    auto parsed = parse(words);
    if (const auto* answer = std::get_if<Answer>(&parsed)) throw std::runtime_error(answer->text);
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

TEST(CommandLine, SaysWhatIsWrong) {
    const auto text = [](const Words& words) {
        const auto wrong = answer(words);
        EXPECT_EQ(wrong.status, ExitStatus::usage);
        EXPECT_TRUE(wrong.text.starts_with("error: "));
        return wrong.text;
    };
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
    EXPECT_NE(text({"local", "start", "--port", "70000"}).find("--port"), std::string::npos);
    EXPECT_NE(text({"status", "--protect"}).find("--protect"), std::string::npos);
    text({});
    text({"local"});
    text({"status", "--quiet", "--verbose"});
    text({"status", "status"});
    text({""});
}

} // namespace
} // namespace pgslate::cli
