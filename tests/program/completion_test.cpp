// Completion, in the shells themselves.
#include "base/descriptor.hpp"
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

// A name for each letter it begins with, so that the letter is enough. The last two can't be typed.
const std::vector<std::string> names = {"app", "b c",    "d$(touch ran)", "e it's",     "f:g",
                                        "h;i", "j\\\"k", "l\\\\m",        "n*",         "öl",
                                        "p~",  "r&s",    "x\\ny",         "z\\u001b[2J"};
constexpr std::size_t can_be_typed = 12;

std::string inherited_path() {
    const char* path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe)
    return path == nullptr ? "/usr/bin:/bin" : path;
}

class Completion : public ProgramTest {
  protected:
    Completion() {
        std::string text;
        for (std::size_t i = 0; i < names.size(); ++i)
            text += format("[profile.\"{}\"]\nurl = \"127.0.0.1:1\"\nuser = \"u\"\n"
                           "database = \"number{}\"\n",
                           names[i], i);
        project_.write("pgslate.toml", text);
        model("a.sql", "create schema app;\ncreate table app.thing (id int);\n"
                       "create table \"odd one\" (id int);\ncreate view glance as select 1;\n");
    }

    // A shell in the project's folder that finds the program; none where it is not installed.
    std::optional<Program> shell(const std::string& name,
                                 std::vector<std::string> arguments) const {
        for (const auto* folder : {"/usr/bin/", "/bin/"})
            if (fs::exists(folder + name)) {
                auto program = pgslate(std::move(arguments));
                program.binary = folder + name;
                const auto here = fs::path(PGSLATE_BINARY).parent_path().string();
                program.environment = {{"PATH", here + ":" + inherited_path()},
                                       {"HOME", project_.path().string()},
                                       {"LC_ALL", "C.UTF-8"},
                                       {"TERM", "xterm"},
                                       {"PS1", "READY> "}};
                return program;
            }
        return std::nullopt;
    }

    // What bash would put into the line, with `|` between.
    std::string in_bash(const std::string& line) const {
        const auto* script = "source <(pgslate completion bash)\nCOMP_LINE=$1 COMP_POINT=${#1}\n"
                             "_pgslate 2>/dev/null\nIFS='|'; echo \"${COMPREPLY[*]}\"";
        auto text = run(*shell("bash", {"-c", script, "bash", line})).out;
        return text.substr(0, text.find('\n'));
    }

    // What the program answers, from the second line on.
    std::string answer(std::vector<std::string> words, const Variables& environment = {}) const {
        words.insert(words.begin(), {"__complete", "words"});
        auto program = pgslate(words);
        program.environment = environment;
        const auto ended = run(program);
        EXPECT_EQ(ended.err, "");
        return ended.out.substr(std::min(ended.out.find('\n') + 1, ended.out.size()));
    }

    // In each profile's line only its first letter is typed, and then Tab and Enter.
    void expect_every_name_typed(const Program& program, const std::string& beginning) const {
        std::vector<Typing> typing = {{"READY> ", beginning}};
        for (std::size_t i = 0; i < can_be_typed; ++i) {
            const auto letter = names[i].substr(0, names[i].starts_with("ö") ? 2 : 1);
            typing.push_back({"READY> ", format("pgslate url --profile={}\t\n", letter)});
        }
        typing.push_back({"READY> ", "exit\n"});
        const auto ended = run_in_terminal(program, typing);
        for (std::size_t i = 0; i < can_be_typed; ++i)
            EXPECT_EQ(count_of(format("postgresql://u@127.0.0.1:1/number{}\n", i), ended.out), 1U)
                << names[i] << "\n"
                << ended.out;
        EXPECT_FALSE(fs::exists(project_.path() / "ran"));
    }
};

TEST_F(Completion, OfBashKnowsWhatCanStandThere) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"pgslate re", "resetdb"},
        {"pgslate help dr", "drop"},
        {"pgslate local de", "destroy"},
        {"pgslate completion ", "bash|zsh|fish"},
        {"pgslate status --profi", "--profile"},
        {"pgslate status --color ", "auto|always|never"},
        {"pgslate status --color=n", "never"},
        {"pgslate --color never dump --format s", "sql"},
        {"pgslate dump --schema ", "app|public"},
        {"pgslate dump --table ", R"(app.thing|glance|odd\ one)"},
        {"pgslate dump --table public.", R"(public.glance|public.odd\ one)"},
        {"pgslate dump --table 'o", "odd one"},
        {"pgslate dump --table=\"o", "odd one"},
        {"pgslate status --profile f:", "g"},
        {"pgslate status --profile=b\\ ", "b\\ c"},
        {"pgslate resetdb | pgslate --wait none", ""},
    };
    for (const auto& [line, offered] : cases) EXPECT_EQ(in_bash(line), offered) << line;
}

TEST_F(Completion, OfBashTypesANameThatMeansItself) {
    expect_every_name_typed(*shell("bash", {"--norc", "--noprofile", "-i"}),
                            "source <(pgslate completion bash)\n");
}

TEST_F(Completion, OfBashFindsFilesAndFolders) {
    const auto program = *shell("bash", {"--norc", "--noprofile", "-i"});
    project_.write("other/b.sql", "create table b (id int);");
    const auto ended = run_in_terminal(program, {{"READY> ", "source <(pgslate completion bash)\n"},
                                                 {"READY> ", "pgslate check --models ot\t\n"},
                                                 {"READY> ", "pgslate check --models=other/\t\n"},
                                                 {"READY> ", "pgslate init oth\t && echo made\n"},
                                                 {"READY> ", "exit\n"}});
    EXPECT_EQ(count_of("1 model, 1 object: no errors.", ended.out), 2U) << ended.out;
    EXPECT_TRUE(fs::exists(project_.path() / "other/pgslate.toml")) << ended.out;
}

TEST_F(Completion, OfZshTypesANameThatMeansItself) {
    const auto program = shell("zsh", {"-f", "-i"});
    if (!program) GTEST_SKIP() << "zsh is not installed";
    expect_every_name_typed(
        *program, "autoload -U compinit; compinit -D; source <(pgslate completion zsh)\n");
}

// Where compinit finds it, the file is the function.
TEST_F(Completion, OfZshIsLoadedFromTheFolderOfSuchFunctions) {
    auto program = shell("zsh", {"-f", "-i"});
    if (!program) GTEST_SKIP() << "zsh is not installed";
    project_.write("functions/_pgslate", run_pgslate({"completion", "zsh"}).out);
    const auto ended = run_in_terminal(
        *program,
        {{"READY> ", "fpath=($PWD/functions $fpath); autoload -U compinit; compinit -u -D\n"},
         {"READY> ", "pgslate ur\t--profile=a\t\n"},
         {"READY> ", "exit\n"}});
    EXPECT_EQ(count_of("postgresql://u@127.0.0.1:1/number0\n", ended.out), 1U) << ended.out;
}

TEST_F(Completion, OfFishTypesANameThatMeansItself) {
    const auto program =
        shell("fish", {"--no-config", "-i", "-C", "function fish_prompt; echo 'READY> '; end"});
    if (!program) GTEST_SKIP() << "fish is not installed";
    expect_every_name_typed(*program, "pgslate completion fish | source\n");
}

TEST_F(Completion, OfFishTellsWhatCanStandThere) {
    const auto program = shell("fish", {"--no-config", "-c",
                                        "pgslate completion fish | source\n"
                                        "for line in $argv; complete -C $line; echo; end",
                                        "pgslate res", "pgslate status --color=n",
                                        "pgslate check --models=sche", "pgslate init sche"});
    if (!program) GTEST_SKIP() << "fish is not installed";
    EXPECT_EQ(run(*program).out,
              "resetdb\tDestroy the database and create it again from the models\n\n"
              "--color=never\n\n--models=schemas/\n\nschemas/\n\n");
}

TEST_F(Completion, OfWhatIsBrokenIsWhatCanStillBeKnown) {
    project_.write("pgslate.toml", "[[[");
    EXPECT_EQ(answer({"status", "--profile", ""}), "");
    EXPECT_EQ(answer({"dump", "--table", ""}), "");
    EXPECT_NE(answer({"re"}).find("resetdb\t"), std::string::npos);
    project_.write("pgslate.toml", "");
    model("b.sql", "create tabel wrong (id int);");
    EXPECT_EQ(answer({"dump", "--schema", ""}), "app\npublic\n");
    fs::remove_all(project_.path() / "schemas");
    EXPECT_EQ(answer({"dump", "--schema", ""}), "");
}

TEST_F(Completion, OfADatabaseAsksTheServerOfTheTarget) {
    run_sql(format("create database {}", name()));
    const auto found = answer({"status", "--database", ""}, target());
    EXPECT_NE(found.find(name() + "\n"), std::string::npos) << found;
    EXPECT_EQ(found.find("template1"), std::string::npos) << found;
    auto wrong = target();
    wrong["POSTGRES_PW"] = "wrong";
    EXPECT_EQ(answer({"status", "--database", ""}, wrong), "");
}

TEST_F(Completion, TakesWhatStandsBeforeTheCommandForTheCommand) {
    project_.write("other.toml", "[profile.elsewhere]\nlocal = true\n");
    EXPECT_EQ(answer({"--config", "other.toml", "--profile", ""}).substr(0, 9), "elsewhere");
}

// A pipe that nobody writes into stands for models that take long.
TEST_F(Completion, OfNamesInModelsGivesUpAfterASecond) {
    const auto pipe = (project_.path() / "pipe").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), S_IRUSR | S_IWUSR), 0);
    const auto begin = std::chrono::steady_clock::now();
    auto program = pgslate({"__complete", "words", "--models", pipe, "dump", "--table", ""});
    EXPECT_EQ(run(program).out, "");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST_F(Completion, WaitsForNoServer) {
    const Descriptor silent(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    ASSERT_EQ(::bind(silent.get(), where, size), 0);
    ASSERT_EQ(::listen(silent.get(), 5), 0);
    ASSERT_EQ(::getsockname(silent.get(), where, &size), 0);
    const auto url = format("postgresql://u@127.0.0.1:{}/d", ntohs(address.sin_port));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(answer({"status", "--url", url, "--database", ""}), "");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST_F(Completion, RunsNoPasswordCommandAndStartsNoServer) {
    project_.write("pgslate.toml", "[profile.a]\nurl = '127.0.0.1:1'\nuser = 'u'\ndatabase = 'd'\n"
                                   "password = { command = ['touch', 'ran'] }\n"
                                   "[profile.b]\nlocal = true\n");
    const Variables state = {{"XDG_STATE_HOME", (project_.path() / "state").string()}};
    EXPECT_EQ(answer({"status", "--profile", "a", "--database", ""}, state), "");
    EXPECT_EQ(answer({"status", "--profile=b", "--database="}, state), "");
    EXPECT_FALSE(fs::exists(project_.path() / "ran"));
    EXPECT_FALSE(fs::exists(project_.path() / "state"));
}

} // namespace
} // namespace pgslate::testing
