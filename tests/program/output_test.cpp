// What a command prints, and where: results, conversation, JSON, colours, exit statuses.
#include "base/format.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

#include <algorithm>
#include <sstream>

namespace pgslate::testing {
namespace {

constexpr auto red = "\033[1;31m";

class Output : public ProgramTest {
  protected:
    Output() { model("a.toml", "table.a.columns.id = 'bigint'\n"); }

    // Runs pgslate with its standard output led somewhere by the shell.
    Ended run_in_shell(const std::string& command) const {
        auto program = pgslate({"-c", command});
        program.binary = "/bin/sh";
        program.environment["PGSLATE"] = PGSLATE_BINARY;
        return run(program);
    }
};

TEST_F(Output, StatusSaysByItsExitStatusWhetherAnythingIsMissing) {
    EXPECT_EQ(run_pgslate({"status"}).status, 2) << "no database";
    run_sql(format("create database {}", name()));
    EXPECT_EQ(run_pgslate({"status"}).status, 2) << "no table";
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    const auto there = run_pgslate({"status"});
    EXPECT_EQ(there.status, 0);
    EXPECT_EQ(count_of("POSTGRES_URL", there.out), 1U) << "the source: " << there.out;
    EXPECT_EQ(count_of(test_server().password, there.out + there.err), 0U);
    run_sql("alter table a drop column id", name());
    const auto less = run_pgslate({"status"});
    EXPECT_EQ(less.status, 2);
    EXPECT_EQ(count_of("missing    column public.a.id", less.out), 1U) << less.out;
}

TEST_F(Output, IsOneJsonDocumentAndNothingElseIfAskedFor) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"status", "--json"},
                                                      {"create", "--json"},
                                                      {"create", "--json"},
                                                      {"status", "--json", "--verbose"},
                                                      {"resetdb", "--json"},
                                                      {"check", "--json"},
                                                      {"check", "--server", "--json"},
                                                      {"sql", "--json"},
                                                      {"wait", "--json"},
                                                      {"drop", "--json"},
                                                      {"drop", "--json", "--quiet"},
                                                      {"drop", "--json", "--database", "postgres"},
                                                      {"check", "--json", "--models", "nowhere"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_TRUE(is_json(ended.out)) << arguments.front() << ": " << ended.out;
        EXPECT_EQ(count_of(test_server().password, ended.out), 0U);
    }
}

TEST_F(Output, OfWarningsIsInTheJsonDocument) {
    for (const auto* command : {"check", "sql"})
        EXPECT_EQ(count_of("\"warnings\": []", run_pgslate({command, "--json"}).out), 1U)
            << command;
    model("a.toml", "");
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"check"},
                                                      {"check", "--server"},
                                                      {"sql"},
                                                      {"create"},
                                                      {"status"}}) {
        auto with_json = arguments;
        with_json.emplace_back("--json");
        const auto ended = run_pgslate(with_json);
        EXPECT_EQ(count_of("\"message\": \"the models declare nothing\"", ended.out), 1U)
            << arguments.front() << ended.out;
        EXPECT_EQ(count_of("\"file\": \"schemas/a.toml\"", ended.out) > 0, true) << ended.out;
        EXPECT_TRUE(is_json(ended.out)) << ended.out;
        EXPECT_EQ(count_of("warning: the models declare nothing", ended.err), 1U) << ended.err;
    }
}

TEST_F(Output, IsJsonForACommandLineThatIsWrongToo) {
    const auto ended = run_pgslate({"status", "--json", "--nonsense"});
    EXPECT_EQ(ended.status, 64);
    EXPECT_TRUE(is_json(ended.out)) << ended.out;
}

TEST_F(Output, HasColoursOnlyOnATerminalOrWhenAskedFor) {
    const auto colored = [this](const std::vector<std::string>& more, const Variables& variables,
                                bool terminal) {
        auto program = pgslate({"drop", "--database", "postgres"});
        program.arguments.insert(program.arguments.end(), more.begin(), more.end());
        program.environment.insert(variables.begin(), variables.end());
        const auto ended = terminal ? run_in_terminal(program) : run(program);
        EXPECT_EQ(ended.status, 77);
        return count_of(red, ended.out + ended.err) == 1;
    };
    EXPECT_FALSE(colored({}, {}, false));
    EXPECT_TRUE(colored({}, {}, true));
    EXPECT_FALSE(colored({}, {{"NO_COLOR", "1"}}, true));
    EXPECT_TRUE(colored({}, {{"NO_COLOR", ""}}, true)) << "an empty variable says nothing";
    EXPECT_TRUE(colored({"--color", "always"}, {{"NO_COLOR", "1"}}, false));
    EXPECT_FALSE(colored({"--color=never"}, {}, true));
}

// Whoever may create a database chooses its name.
TEST_F(Output, NamesADatabaseSoThatItEndsWhereItSeemsTo) {
    const FreeName odd("\" is fine\nerror: forged\033[31m");
    const auto expect_named = [&](std::vector<std::string> arguments, int status) {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_DB"] = odd.text();
        program.environment["POSTGRES_PW"] += status == 69 ? "wrong" : "";
        const auto ended = run(program);
        const auto all = format("\n{}\n{}", ended.out, ended.err);
        EXPECT_EQ(ended.status, status) << all;
        EXPECT_NE(count_of("\"\" is fine\\nerror: forged\\x1b[31m\"", all), 0U) << all;
        EXPECT_EQ(count_of("\nerror: forged", all) + count_of("\033", all), 0U) << all;
    };
    for (const auto* command : {"drop", "status"})
        expect_named({command}, command[0] == 'd' ? 0 : 2);
    expect_named({"apply", "--dry-run"}, 78);
    expect_named({"resetdb", "--in-place"}, 78);
    expect_named({"dump"}, 69);
    for (const auto& wanted : std::vector<std::vector<std::string>>{
             {"plan"}, {"plan", "--sql"}, {"plan", "--markdown"}, {"status", "--markdown"}})
        expect_named(wanted, 2);
    run_sql(format("create database {}", sql::quoted(sql::Identifier(odd.text()))));
    expect_named({"create"}, 69);
    expect_named({"resetdb"}, 0);
    run_sql(format("alter database {} allow_connections false",
                   sql::quoted(sql::Identifier(odd.text()))));
    expect_named({"create"}, 77);
    expect_named({"resetdb"}, 0);
    expect_named({"drop", "--confirm", "another"}, 77);
}

TEST_F(Output, CannotSteerTheTerminal) {
    model("b.sql", "select '\033[2J' from nothing;\n");
    const auto ended = run_in_terminal(pgslate({"create", "--color", "never"}));
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(ended.out.find('\033'), std::string::npos) << ended.out;
}

TEST_F(Output, OfAWrongCommandLineHasColoursLikeOtherErrors) {
    const std::string error = format("{}error", red);
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"restdb"}, {"status", "--jsn"}, {"status", "a"}}) {
        auto program = pgslate(arguments);
        EXPECT_EQ(run(program).err.find('\033'), std::string::npos);
        EXPECT_EQ(count_of(error, run_in_terminal(program).out), 1U);
        program.environment["NO_COLOR"] = "1";
        EXPECT_EQ(run_in_terminal(program).out.find('\033'), std::string::npos);
    }
    EXPECT_EQ(count_of(error, run_pgslate({"restdb", "--color=always"}).err), 1U);
    EXPECT_EQ(count_of(error, run_pgslate({"restdb", "--color", "always"}).err), 1U);
    const auto never = run_in_terminal(pgslate({"restdb", "--color", "never"}));
    EXPECT_EQ(never.out.find('\033'), std::string::npos);
}

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        longest = std::max(longest, line.ends_with('\r') ? line.size() - 1 : line.size());
    return longest;
}

TEST_F(Output, OfHelpIsAsWideAsTheTerminal) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--help"}, {"status", "--help"}, {"help", "dump"}}) {
        auto program = pgslate(arguments);
        EXPECT_LE(longest_line(run(program).out), 80U) << "there is no terminal";
        for (const int columns : {60, 80, 100, 140}) {
            program.columns = columns;
            const auto longest = longest_line(run_in_terminal(program).out);
            EXPECT_LE(longest, static_cast<std::size_t>(columns));
            EXPECT_GE(longest + 15, static_cast<std::size_t>(std::min(columns, 100)))
                << "and uses it";
        }
    }
}

TEST_F(Output, IsMissedWhenItCannotBeWritten) {
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" sql >/dev/full").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" sql >&-").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" --version >/dev/full").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" --help >/dev/full").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" create --json >/dev/full").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" resetdb >/dev/full").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" resetdb >&-").status, 1);
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" check <&- 2>&-").status, 0);
    const auto gone = run_in_shell("(\"$PGSLATE\" sql; echo $? >&2) | exit");
    EXPECT_EQ(gone.err, "141\n") << "as by SIGPIPE, and without a word";
}

// With a standard stream closed, a connection must not take its number and be written into.
TEST_F(Output, DoesNotGoIntoTheConnection) {
    EXPECT_EQ(run_in_shell("\"$PGSLATE\" create --quiet <&- >&- 2>&-").status, 0);
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
    const auto reset = run_in_shell("\"$PGSLATE\" resetdb --json >&-");
    EXPECT_EQ(reset.status, 1);
    EXPECT_EQ(reset.err, "error: cannot write to standard output\n");
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

TEST_F(Output, SuggestsTheCommandOrOptionThatWasMeant) {
    const auto command = run_pgslate({"restdb"});
    EXPECT_EQ(command.status, 64);
    EXPECT_EQ(count_of("resetdb", command.err), 1U) << command.err;
    EXPECT_EQ(command.out, "");
    const auto option = run_pgslate({"status", "--jsn"});
    EXPECT_EQ(option.status, 64);
    EXPECT_EQ(count_of("--json", option.err), 1U) << option.err;
    EXPECT_EQ(run_pgslate({}).status, 64);
    EXPECT_EQ(run_pgslate({"local"}).status, 64);
    EXPECT_EQ(run_pgslate({"status", "--wait=soon"}).status, 64);
    EXPECT_EQ(run_pgslate({"status", "--profile"}).status, 64);
    EXPECT_EQ(run_pgslate({"status", "--local", "--url", "postgresql://x/y"}).status, 64);
}

TEST_F(Output, IsHelpWhenAskedFor) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                      {"-h"},
                                                      {"status", "--help"},
                                                      {"local", "-h"},
                                                      {"local", "start", "--help"},
                                                      {"--version"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 0);
        EXPECT_EQ(ended.err, "");
        EXPECT_EQ(count_of("pgslate", ended.out) > 0, true);
    }
    EXPECT_EQ(count_of("resetdb", run_pgslate({"--help"}).out) > 0, true);
}

TEST_F(Output, OfQuietCommandsIsErrorsAndWarningsOnly) {
    EXPECT_EQ(run_pgslate({"resetdb", "--quiet"}).out, "");
    EXPECT_EQ(run_pgslate({"--quiet", "status"}).out, "");
    EXPECT_EQ(count_of("CREATE TABLE", run_pgslate({"sql", "--quiet"}).out), 1U);
    EXPECT_NE(run_pgslate({"status", "--quiet", "--models", "nowhere"}).err, "");
}

} // namespace
} // namespace pgslate::testing
