// No password is ever shown: not by any command, in any manner, for any mistake, nor by `ps`.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Arguments = std::vector<std::string>;

// Plain, so that it looks the same in a URL, in JSON and in a message.
constexpr auto secret = "geheim5147";

class Secrets : public ProgramTest {
  protected:
    const LoginRole role_{secret, "createdb"};

    Secrets() { model("a.sql", "create table a ();"); }

    static std::string place() { return format("{}:{}", test_server().host, test_server().port); }
    std::string url(const std::string& address = place()) const {
        return format("postgresql://{}:{}@{}/{}", role_.name(), secret, address, name());
    }
    Variables four() const {
        return {{"POSTGRES_URL", place()},
                {"POSTGRES_USER", role_.name()},
                {"POSTGRES_PW", secret},
                {"POSTGRES_DB", name()}};
    }
    Ended with(const Variables& environment, const Arguments& arguments) const {
        auto program = pgslate(arguments);
        program.environment = environment;
        return run(program);
    }

    // Runs it, in another manner each time, and expects that status and no trace of the password.
    void expect_silent(int status, const Variables& environment, const Arguments& arguments) {
        constexpr std::array manners = {"--verbose", "--json", "--quiet"};
        auto words = arguments;
        words.emplace_back(manners.at(++runs_ % manners.size()));
        const auto ended = with(environment, words);
        EXPECT_EQ(ended.status, status) << join_words(words) << ended.err;
        EXPECT_EQ(count_of(secret, ended.out + ended.err), 0U)
            << join_words(words) << ended.out << ended.err;
    }

  private:
    std::size_t runs_ = 0;

    static std::string join_words(const Arguments& words) {
        return format("{}\n", join(words, " "));
    }
};

TEST_F(Secrets, OfAModelAreNotSaid) {
    for (const auto* text :
         {"create role no_such_role no_such_word password 'geheim5147';",
          "create rol x password 'geheim5147';",
          "do $$ begin execute 'create role postgres password ''geheim5147'''; end $$;",
          "create subscription s connection 'host=h password=geheim5147' publication p, p;"}) {
        model("secret.sql", text);
        const auto ended = run_pgslate({"resetdb"});
        EXPECT_EQ(ended.status, 1) << text;
        EXPECT_EQ(count_of(secret, ended.out + ended.err), 0U) << ended.err;
    }
}

TEST_F(Secrets, AreNotShownByAnyCommandThatSucceeds) {
    for (const auto& command : std::vector<Arguments>{
             {"create"}, {"status"}, {"resetdb"}, {"check", "--server"}, {"wait"}, {"drop"}}) {
        expect_silent(0, four(), command);
        if (command.front() == "drop") expect_silent(2, four(), {"status"});
    }
    expect_silent(2, {{"DATABASE_URL", url()}}, {"status"});
    expect_silent(2, {}, {"status", "--url", url()});
    const auto file = project_.write("pw", std::string(secret) + "\n");
    expect_silent(2, {{"DATABASE_URL", url() + "?nonsense=1"}}, {"status"});
    auto by_file = four();
    by_file.erase("POSTGRES_PW");
    by_file["POSTGRES_PW_FILE"] = file;
    expect_silent(2, by_file, {"status"});
    project_.write("pgslate.toml", format("[profile.it]\nurl = '{}'\n", url()));
    expect_silent(2, {}, {"status", "--profile", "it"}); // with a warning about who can read it
}

TEST_F(Secrets, AreNotShownWhenTheServerRefuses) {
    auto wrong = four();
    wrong["POSTGRES_USER"] = test_server().user; // whose password is another
    for (const auto* command : {"create", "status", "resetdb", "drop"}) {
        expect_silent(69, wrong, {command});
        expect_silent(69, {{"DATABASE_URL", url("127.0.0.1:1")}}, {command});
        expect_silent(69, {{"DATABASE_URL", url("no-such-host.invalid")}}, {command});
        expect_silent(69, {{"DATABASE_URL", url() + "?sslrootcert=/nowhere&sslmode=verify-full"}},
                      {command});
    }
    run_sql(format("alter role {} nocreatedb", role_.name()));
    expect_silent(77, four(), {"create"});
}

TEST_F(Secrets, AreNotShownByLibpqsPasswordFile) {
    const Variables libpq = {{"PGHOST", test_server().host},
                             {"PGPORT", test_server().port},
                             {"PGUSER", test_server().user},
                             {"PGDATABASE", name()},
                             {"PGPASSFILE", (project_.path() / "pass").string()}};
    for (const auto& text : {format("*:*:*:*:{}\n", secret), format("*:*:*:{}\n", secret),
                             format(":::{}", secret), format("{}:", secret)})
        for (const auto mode : {0600U, 0666U}) {
            fs::permissions(project_.write("pass", text), fs::perms(mode));
            expect_silent(69, libpq, {"status"});
        }
}

TEST_F(Secrets, AreNotShownWhenTheConfigurationIsWrong) {
    for (const auto& wrong :
         {std::string("mysql://u:geheim5147@h/d"), std::string("postgresql://u:geheim5147@h:x/d"),
          std::string("postgresql://u:a@geheim5147@h/d"),
          std::string("postgresql://u:a/geheim5147@h/d"), std::string("postgresql://u:geheim5147"),
          std::string("postgresql://u:%geheim5147@h/d"),
          std::string("postgresql://u:1?geheim5147=1@h/d"), url() + "?sslmode=nonsense",
          url() + "\n", "'" + url() + "'", url() + "/", std::string("u:geheim5147@h")}) {
        expect_silent(78, {{"DATABASE_URL", wrong}}, {"status"});
        expect_silent(64, {}, {"status", "--url", wrong});
        auto variables = four();
        variables["POSTGRES_URL"] = wrong;
        expect_silent(78, variables, {"status"});
    }
    auto by_file = four();
    by_file.erase("POSTGRES_PW");
    by_file["POSTGRES_PW_FILE"] = secret;
    expect_silent(78, by_file, {"status"});
    const auto file = project_.write("pw", std::string(secret) + "\n");
    fs::permissions(file, fs::perms(0666));
    by_file["POSTGRES_PW_FILE"] = file;
    expect_silent(78, by_file, {"status"});
    for (std::string line : {"pasword = '@'", "password = @", "password = ['@']",
                             "password = { fil = '@' }", "password = '@", "owner = 1, a = '@'"}) {
        line.replace(line.find('@'), 1, secret);
        project_.write("pgslate.toml", "[profile.it]\n" + line + "\n");
        expect_silent(78, {}, {"status", "--profile", "it"});
    }
}

TEST_F(Secrets, AreNotShownWhenAUrlIsGivenInTheWrongPlace) {
    expect_silent(64, {}, {"status", url()});
    expect_silent(64, {}, {url()});
    expect_silent(64, {}, {"--wait", url(), "status"});
    expect_silent(64, {}, {"drop", "--lock-timeout", url(), "--url", url()});
    expect_silent(64, four(), {"status", "--database", url()});
    expect_silent(64, four(), {"status", "--database", format("host=h password={}", secret)});
    expect_silent(64, four(), {"create", "--owner", url()});
    expect_silent(78, {}, {"status", "--profile", url()});
    expect_silent(78, {}, {"status", "--config", url()});
    expect_silent(65, four(), {"status", "--models", url()});
    expect_silent(78, {{"PGDATABASE", url()}}, {"status"});
    expect_silent(69, {{"PGDATABASE", "d"}, {"PGHOST", url()}}, {"status"});
    auto variables = four();
    variables["POSTGRES_DB"] = url();
    expect_silent(78, variables, {"status"});
}

// The command lines of all processes, as `ps` shows them.
std::set<std::string> titles() {
    std::set<std::string> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
        std::ifstream in(entry.path() / "cmdline");
        std::string title; // stays empty if that process ends just now
        std::getline(in, title, '\n');
        found.insert(title);
    }
    return found;
}

std::size_t titles_with(const std::string& text) {
    std::size_t count = 0;
    for (const auto& title : titles())
        if (title.find(text) != std::string::npos) ++count;
    return count;
}

TEST_F(Secrets, AreNotInTheTitlesOfProcesses) {
    model("b.sql", "select pg_sleep(2);");
    auto running = std::async(std::launch::async, [this] {
        return with({}, {"create", "--url", url()});
    });
    const auto sleeping = format("select count(*) from pg_stat_activity where usename = '{}' and "
                                 "query like '%pg_sleep%'",
                                 role_.name());
    while (running.wait_for(10ms) != std::future_status::ready && ask(sleeping) == "0") {
    }
    EXPECT_EQ(titles_with(secret), 0U);
    EXPECT_GE(titles_with(role_.name()), 1U) << "the server's process for it";
    EXPECT_EQ(ask(format("select count(*) from pg_stat_activity a where a::text like '%{}%' and "
                         "pid <> pg_backend_pid()",
                         secret)),
              "0");
    EXPECT_EQ(running.get().status, 0);
}

TEST_F(Secrets, OfThePrivateServerAreNotInTheTitlesOfItsProcesses) {
    const Variables local = {{"XDG_STATE_HOME", (project_.path() / "state").string()},
                             {"PGSLATE_PG_BINDIR", test_server().binaries}};
    auto starting = std::async(std::launch::async, [&] {
        return with(local, {"local", "start", "--verbose"});
    });
    std::set<std::string> seen;
    while (starting.wait_for(5ms) != std::future_status::ready) seen.merge(titles());
    const auto started = starting.get();
    EXPECT_EQ(started.status, 0) << started.err;
    const auto told = with(local, {"local", "env"}).out;
    seen.merge(titles());
    const auto begin = told.find("POSTGRES_PW='") + 13;
    const auto password = told.substr(begin, told.find('\'', begin) - begin);
    EXPECT_EQ(password.size(), 32U) << told;
    for (const auto& title : seen) EXPECT_EQ(count_of(password, title), 0U) << title;
    for (const auto& ended : {started, with(local, {"local", "status", "--verbose"}),
                              with(local, {"local", "status", "--json"}),
                              with(local, {"--local", "status", "--verbose"}),
                              with(local, {"--local", "status", "--json"})})
        EXPECT_EQ(count_of(password, ended.out + ended.err), 0U) << ended.out << ended.err;
    EXPECT_EQ(with(local, {"local", "destroy"}).status, 0);
}

} // namespace
} // namespace pgslate::testing
