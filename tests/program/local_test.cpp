// The private server, and a project from `init` on. One server for all: making one takes a second.
#include "base/descriptor.hpp"
#include "base/files.hpp"
#include "support/program_test.hpp"

#include <arpa/inet.h>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sys/socket.h>
#include <unistd.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

// One that nobody has at the moment.
int free_port() {
    const Descriptor taken(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* place = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(taken.get(), place, size), 0);
    EXPECT_EQ(::getsockname(taken.get(), place, &size), 0);
    return ntohs(address.sin_port);
}

const std::string making = "Making a private PostgreSQL ";

class Local : public ::testing::Test {
  protected:
    ~Local() override { EXPECT_EQ(run(pgslate({"local", "destroy"})).status, 0); }

    Program pgslate(std::vector<std::string> arguments) const {
        return {.arguments = std::move(arguments),
                .environment = {{"XDG_STATE_HOME", (folder_.path() / "state").string()},
                                {"PGSLATE_PG_BINDIR", test_server().binaries}},
                .folder = project_};
    }

    Program in_shell(const std::string& command) const {
        auto program = pgslate({"-c", command});
        program.binary = "/bin/sh";
        program.environment["PGSLATE"] = PGSLATE_BINARY;
        program.environment["PSQL"] = test_server().binaries + "/psql";
        return program;
    }

    TemporaryFolder folder_;
    fs::path project_ = folder_.path() / "it's a project";
};

TEST_F(Local, ServesAProjectFromInitOn) {
    fs::create_directory(project_);
    const auto init = run(pgslate({"init"}));
    EXPECT_EQ(init.status, 0) << init.err;
    EXPECT_TRUE(fs::exists(project_ / "pgslate.toml"));
    EXPECT_NE(run(pgslate({"init"})).status, 0) << "it overwrites nothing";
    EXPECT_EQ(run(pgslate({"check"})).status, 0);
    EXPECT_EQ(run(pgslate({"local", "status"})).status, 2);
    EXPECT_EQ(run(pgslate({"local", "status", "--database", ""})).status, 2) << "it has no say";

    const auto reset = run(pgslate({"resetdb"}));
    EXPECT_EQ(reset.out, "Creating database.\nCreating tables.\nShiny!\n") << reset.err;
    EXPECT_TRUE(reset.err.starts_with(making)) << reset.err;
    EXPECT_EQ(run(pgslate({"status"})).status, 0);
    EXPECT_EQ(run(pgslate({"local", "status"})).status, 0);
    EXPECT_EQ(count_of("Making", run(pgslate({"resetdb"})).err), 0U) << "it is there";

    const auto by_hand = run(in_shell(
        "eval \"$(\"$PGSLATE\" local env)\" && export POSTGRES_DB=evaluated && "
        "\"$PGSLATE\" create && PGPASSWORD=\"$POSTGRES_PW\" \"$PSQL\" -XAt -h \"$POSTGRES_URL\" "
        "-U \"$POSTGRES_USER\" -c \"insert into \\\"user\\\" (name) values ('x') returning id\" "
        "\"$POSTGRES_DB\""));
    EXPECT_EQ(by_hand.status, 0) << by_hand.err;
    EXPECT_NE(by_hand.out.find("\n1\n"), std::string::npos) << by_hand.out << by_hand.err;

    EXPECT_EQ(run(pgslate({"local", "stop"})).out, "Stopped.\n");
    const auto source = run(pgslate({"status", "--json"}));
    EXPECT_EQ(source.status, 0) << "it starts again by itself: " << source.err;
}

// It takes seconds in which nothing else would be heard.
TEST_F(Local, IsAnnouncedByWhateverMakesIt) {
    fs::create_directory(project_);
    const std::vector<std::vector<std::string>> makers = {
        {"create", "--local"},
        {"status", "--local"},
        {"wait", "--local"},
        {"local", "env"},
    };
    EXPECT_EQ(run(pgslate({"init", "--quiet"})).status, 0);
    for (const auto& maker : makers) {
        const auto made = run(pgslate(maker));
        EXPECT_TRUE(made.err.starts_with(making)) << maker.front() << ": " << made.err;
        EXPECT_EQ(count_of("Making", made.out), 0U);
        EXPECT_EQ(run(pgslate({"local", "destroy"})).status, 0);
    }
    const auto for_models = run(pgslate({"check", "--server", "--local"}));
    EXPECT_TRUE(for_models.err.starts_with(making)) << for_models.err;
    EXPECT_EQ(run(pgslate({"local", "destroy"})).status, 0);
    for (const auto* manner : {"--json", "--quiet"}) {
        EXPECT_EQ(run(pgslate({"local", "start", manner})).err, "");
        EXPECT_EQ(run(pgslate({"local", "destroy"})).status, 0);
    }
    EXPECT_EQ(run(pgslate({"sql"})).err, "") << "it needs none";
    EXPECT_EQ(run(pgslate({"local", "status"})).err, "");
    EXPECT_EQ(run(pgslate({"local", "stop"})).err, "");
}

// Other people's environments say where psql and libraries go by themselves.
TEST_F(Local, LeadsProgramsOfLibpqThereByItself) {
    fs::create_directory(project_);
    auto elsewhere =
        in_shell("eval \"$(\"$PGSLATE\" local env --database 'postgres' \"$@\")\"; "
                 "ask='select current_database(), inet_server_port()'; "
                 "\"$PSQL\" -XAtc \"$ask\"; \"$PSQL\" -XAtd \"$DATABASE_URL\" -c \"$ask\"");
    elsewhere.environment.insert({{"PGHOST", "nowhere.invalid"},
                                  {"PGHOSTADDR", "127.0.0.9"},
                                  {"PGPORT", "1"},
                                  {"PGUSER", "nobody"},
                                  {"PGDATABASE", "nothing"},
                                  {"PGSERVICE", "none"},
                                  {"PGSSLMODE", "require"},
                                  {"PGCHANNELBINDING", "require"},
                                  {"PGTARGETSESSIONATTRS", "standby"}});
    EXPECT_EQ(run(elsewhere).out, "postgres|\npostgres|\n") << run(elsewhere).err;
    EXPECT_EQ(run(pgslate({"local", "stop"})).status, 0);
    const auto port = std::to_string(free_port());
    EXPECT_EQ(run(pgslate({"local", "start", "--port", port})).status, 0);
    const auto both = "postgres|" + port + "\n";
    EXPECT_EQ(run(elsewhere).out, both + both) << run(elsewhere).err;
}

TEST_F(Local, TellsItsVariablesAsJsonToo) {
    project_ = folder_.path() / "a&b=c%d e\nf";
    fs::create_directory(project_);
    const auto told = run(pgslate({"local", "env", "--json", "--database", "a&b=c%d e/f"}));
    EXPECT_EQ(told.status, 0) << told.err;
    EXPECT_EQ(count_of("/pgslate/a_b_c_d_e_f-", told.out), 3U) << told.out;
    EXPECT_EQ(count_of("@/a%26b%3Dc%25d%20e%2Ff?host=/", told.out), 1U) << told.out;
    for (const auto* name :
         {"POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PW", "POSTGRES_DB", "DATABASE_URL", "PGHOST",
          "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"})
        EXPECT_EQ(count_of(std::string("\"") + name + "\": \"", told.out), 1U) << name;
}

// A project that comes and goes beside that of the test.
class LocalServers : public Local {
  protected:
    LocalServers() { fs::create_directory(project_); }

    Program in(const fs::path& folder, std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.folder = folder;
        return program;
    }
    fs::path start(const std::string& name) const {
        auto folder = folder_.path() / name;
        fs::create_directories(folder);
        EXPECT_EQ(run(in(folder, {"local", "start"})).status, 0) << name;
        return folder;
    }
    std::string list() const { return run(pgslate({"local", "list"})).out; }
    std::string destroy_all() const { return run(pgslate({"local", "destroy", "--all"})).out; }

    // Where the server has everything it has.
    fs::path home_of(const fs::path& folder) const {
        const auto told = run(in(folder, {"local", "status", "--json"})).out;
        std::smatch found;
        EXPECT_TRUE(std::regex_search(told, found, std::regex("\"data\": \"([^\"]*)/data\"")));
        return found.str(1);
    }
    // Killed after some seconds, if it has not ended by then.
    void run_killed(const fs::path& folder, const std::string& command, double seconds) const {
        auto program = in_shell("exec timeout -s KILL " + std::to_string(seconds) + " \"$PGSLATE\" "
                                + command);
        program.folder = folder;
        run(program);
    }
};

TEST_F(LocalServers, AreListedWithWhatHasBecomeOfTheirFolders) {
    EXPECT_EQ(list(), "There are no private servers.\n");
    const auto here = start("one");
    const auto odd = start("a,\n\x1b[31m b");
    EXPECT_EQ(run(in(here, {"local", "stop"})).status, 0);
    const auto both = list();
    EXPECT_EQ(count_of("\n", both), 2U) << both;
    EXPECT_EQ(count_of("stopped  PostgreSQL", both), 1U) << both;
    EXPECT_EQ(count_of("running  PostgreSQL", both), 1U) << both;
    EXPECT_EQ(count_of("/a,\\n\\x1b[31m b\n", both), 1U) << both;
    EXPECT_EQ(destroy_all(), "There was none whose project folder is gone.\n");
    EXPECT_EQ(list(), both);
    const auto told = run(pgslate({"local", "list", "--json"})).out;
    EXPECT_EQ(count_of("\"folder_is\": \"there\"", told), 2U) << told;
    EXPECT_EQ(count_of("\"running\": true", told), 1U) << told;

    fs::rename(odd, folder_.path() / "renamed");
    const auto gone = run(pgslate({"local", "list"}));
    EXPECT_EQ(count_of("running, folder is gone  PostgreSQL", gone.out), 1U) << gone.out;
    EXPECT_EQ(count_of("`pgslate local destroy --all`", gone.err), 1U) << gone.err;
    EXPECT_EQ(destroy_all(),
              "Destroyed that of " + folder_.path().string() + "/a,\\n\\x1b[31m b\n");
    EXPECT_EQ(count_of("\n", list()), 1U) << list();
    EXPECT_EQ(run(in(here, {"local", "destroy"})).out, "Destroyed.\n");
    EXPECT_EQ(list(), "There are no private servers.\n");
}

// A link is another way to the same folder; who removes the link has removed no project.
TEST_F(LocalServers, AreThoseOfFoldersAndNotOfLinks) {
    const auto real = start("real");
    const auto link = folder_.path() / "link";
    fs::create_directory_symlink(real, link);
    EXPECT_EQ(run(in(link, {"local", "start"})).out.substr(0, 16), "Already running:");
    fs::remove(link);
    EXPECT_EQ(destroy_all(), "There was none whose project folder is gone.\n");
    // It is still to be found there, so nothing is certain.
    fs::rename(real, folder_.path() / "moved");
    fs::create_directory_symlink("moved", real);
    EXPECT_EQ(destroy_all(), "There was none whose project folder is gone.\n");
    fs::remove(real);
    EXPECT_EQ(count_of("Destroyed", destroy_all()), 1U);
}

TEST_F(LocalServers, StayWhereItIsNotCertainWhoseTheyAre) {
    const auto folder = start("one");
    const auto home = home_of(folder);
    EXPECT_EQ(run(in(folder, {"local", "stop"})).status, 0);
    fs::remove_all(folder);
    const auto record = home / "project";
    const auto text = read_file(record, ExitStatus::failed);
    const auto stays = [&](const std::string& what) {
        EXPECT_EQ(destroy_all(), "There was none whose project folder is gone.\n") << what;
        EXPECT_EQ(count_of("stopped, folder is unknown  PostgreSQL", list()), 1U) << what;
        EXPECT_TRUE(fs::exists(home / "data")) << what;
    };
    std::ofstream(record) << "/nowhere" << std::string(1, '\0') << '/';
    stays("another folder than that of the name");
    std::ofstream(record) << "";
    stays("nothing is said");
    fs::remove(record);
    fs::create_symlink("/etc/hostname", record);
    stays("a link");
    fs::remove(record);
    std::ofstream(record) << text;
    fs::permissions(record, fs::perms(0666));
    stays("others may write it");
    fs::permissions(record, fs::perms(0600));
    EXPECT_EQ(::chown(record.c_str(), 65534, 65534), ::geteuid() == 0 ? 0 : -1);
    if (::geteuid() == 0) stays("others have written it");
    fs::remove(record);
    std::ofstream(record) << text.substr(0, text.find('\0') + 1) << folder_.path().string();
    EXPECT_EQ(destroy_all(), "There was none whose project folder is gone.\n");
    EXPECT_EQ(count_of("stopped, folder is out of reach  PostgreSQL", list()), 1U) << "its disk";
    std::ofstream(record) << text;
    EXPECT_EQ(count_of("Destroyed", destroy_all()), 1U);
    EXPECT_FALSE(fs::exists(home));
}

// Killed while it makes a server or removes one: the next run finishes it.
TEST_F(LocalServers, CanBeRemovedWhateverWasKilled) {
    for (const double seconds : {0.03, 0.3, 0.6, 0.9}) {
        const auto folder = folder_.path() / "killed";
        fs::create_directory(folder);
        run_killed(folder, "local start", seconds);
        fs::remove(folder);
        run_killed(project_, "local destroy --all", seconds / 15);
        const auto destroyed = run(pgslate({"local", "destroy", "--all"}));
        EXPECT_EQ(destroyed.status, 0) << destroyed.err;
        EXPECT_EQ(list(), "There are no private servers.\n") << seconds;
    }
}

// A role without the right to make a database compares with the help of the private server.
TEST_F(Local, ServesScratchDatabases) {
    fs::create_directory(project_);
    EXPECT_EQ(run(pgslate({"init"})).status, 0);
    const TestDatabase theirs;
    const LoginRole role("secret-1");
    auto status = pgslate({"status", "--url",
                           "postgresql://" + role.name() + "@/" + theirs.name()
                               + "?host=" + test_server().socket + "&port=" + test_server().port});
    const auto refused = run(status);
    EXPECT_EQ(refused.status, 77) << refused.out;
    EXPECT_EQ(count_of("pgslate local start", refused.err), 1U) << refused.err;
    EXPECT_EQ(run(pgslate({"local", "start"})).status, 0);
    const auto compared = run(status);
    EXPECT_EQ(compared.status, 2) << compared.err;
    EXPECT_EQ(count_of("missing    table public.\"user\"", compared.out), 1U) << compared.out;
}

} // namespace
} // namespace pgslate::testing
