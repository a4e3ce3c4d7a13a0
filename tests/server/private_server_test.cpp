// Every test makes servers of its own, in a state folder of its own.
#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "local/child_process.hpp"
#include "local/postgres_binaries.hpp"
#include "local/private_folder.hpp"
#include "local/private_server.hpp"
#include "postgres/session.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace pgslate::local {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using config::Environment;

std::string variable(const char* name, const char* otherwise) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? otherwise : value;
}

class PrivateServerTest : public ::testing::Test {
  protected:
    PrivateServerTest() {
        std::string name = "/tmp/pgslate-test-XXXXXX";
        root_ = ::mkdtemp(name.data());
        project_ = root_ / "project";
        state_ = root_ / "state";
        fs::create_directory(project_);
    }
    ~PrivateServerTest() override {
        try {
            server().destroy();
        } catch (const std::exception& failure) {
            ADD_FAILURE() << failure.what();
        }
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }

    Environment environment() const {
        auto path = variable("PATH", "");
        auto bindir = variable("PGSLATE_PG_BINDIR", "");
        return {{"XDG_STATE_HOME", state_.string()}, {"PATH", path}, {"PGSLATE_PG_BINDIR", bindir}};
    }
    PrivateServer server() const { return PrivateServer::of_project(project_, environment()); }

    fs::path root_;
    fs::path project_;
    fs::path state_;
};

postgres::Session log_in(const postgres::Keywords& keywords) {
    return postgres::Session({.keywords = keywords, .database = "postgres", .task = "test"});
}

void run(const PrivateServer& server, const char* statement) {
    log_in(server.connection()).execute(sql::Text::verbatim(statement), "testing");
}

std::string ask(const PrivateServer& server, const char* question) {
    auto session = log_in(server.connection());
    return session.query(sql::Text::verbatim(question), "testing").at(0).at(0).value_or("NULL");
}

mode_t mode_of(const fs::path& path) {
    struct stat found {};
    EXPECT_EQ(::lstat(path.c_str(), &found), 0) << path;
    return found.st_mode & ALLPERMS;
}

// The error that `action` throws; fails the test if it throws none.
template <typename Action>
Error error_of(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return {ExitStatus::done, "none"};
}

std::string everything_in(const Error& error) {
    std::string text;
    for (const auto& problem : error.problems())
        text += format("{}\n{}\n{}\n", problem.message, join(problem.notes, "\n"),
                       join(problem.hints, "\n"));
    return text;
}

bool says(const Error& error, std::string_view what) {
    return everything_in(error).find(what) != std::string::npos;
}

// A socket that listens on a port of the system's choice; taken as long as it is open.
Descriptor take_port(int& port) {
    Descriptor taken(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* place = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(taken.get(), place, size), 0);
    EXPECT_EQ(::listen(taken.get(), 1), 0);
    ::getsockname(taken.get(), place, &size);
    port = ntohs(address.sin_port);
    return taken;
}

int free_port() {
    int port = 0;
    take_port(port);
    return port;
}

// What another process would see of `start`.
struct Seen {
    bool failed = true;
    Started how{};
    pid_t pid = 0;
};

Seen start_and_tell(PrivateServer server) {
    try {
        const auto start = server.start();
        return {.failed = false, .how = start.how, .pid = start.pid};
    } catch (const std::exception&) {
        return {};
    }
}

void kill_server(pid_t pid) {
    ASSERT_GT(pid, 1);
    ASSERT_EQ(::kill(pid, SIGKILL), 0);
    while (::kill(pid, 0) == 0 && ::waitpid(pid, nullptr, WNOHANG) == 0)
        std::this_thread::sleep_for(1ms);
}

TEST_F(PrivateServerTest, IsMadeStartedStoppedAndRemoved) {
    EXPECT_FALSE(server().status().exists);
    EXPECT_FALSE(server().stop());
    EXPECT_FALSE(server().destroy());
    EXPECT_FALSE(fs::exists(state_)) << "asking makes nothing";

    const auto made = server().start();
    EXPECT_EQ(made.how, Started::made);
    EXPECT_FALSE(made.port);
    run(server(), "create table public.kept as select 7 as seven");
    EXPECT_EQ(ask(server(), "show listen_addresses"), "");
    EXPECT_EQ(ask(server(), "show server_encoding"), "UTF8");

    const auto again = server().start();
    EXPECT_EQ(again.how, Started::already_running);
    EXPECT_EQ(again.pid, made.pid);
    const auto running = server().status();
    EXPECT_TRUE(running.exists && running.running && running.ready);
    EXPECT_EQ(running.pid, made.pid);
    EXPECT_EQ(running.version, made.version);

    EXPECT_TRUE(server().stop());
    EXPECT_FALSE(server().stop());
    EXPECT_FALSE(server().status().running);
    EXPECT_TRUE(server().status().exists);
    EXPECT_EQ(server().start().how, Started::started);
    EXPECT_EQ(ask(server(), "select seven from public.kept"), "7");

    const auto data = server().status().data;
    EXPECT_TRUE(server().destroy());
    EXPECT_FALSE(fs::exists(data.parent_path()));
    EXPECT_FALSE(fs::exists(state_ / "pgslate"));
    EXPECT_FALSE(server().destroy());
}

TEST_F(PrivateServerTest, KeepsToItself) {
    const Descriptor ours(::open("/dev/zero", O_RDONLY)); // not close-on-exec, on purpose
    const auto start = server().start();
    const auto status = server().status();
    EXPECT_EQ(mode_of(start.socket_folder), 0700U);
    EXPECT_EQ(mode_of(status.data), 0700U);
    EXPECT_EQ(mode_of(status.data.parent_path() / "password"), 0600U);
    EXPECT_EQ(mode_of(status.log), 0600U);

    EXPECT_EQ(::getsid(start.pid), start.pid) << "a session of its own";
    const auto open = fs::path(format("/proc/{}/fd", start.pid));
    EXPECT_EQ(fs::read_symlink(open / "0"), "/dev/null");
    for (const auto& entry : fs::directory_iterator(open)) {
        std::error_code ignored;
        const auto file = fs::read_symlink(entry, ignored);
        EXPECT_NE(file, "/dev/zero");
        EXPECT_NE(file.extension(), ".lock") << "the lock of start is inherited";
    }
    const auto password = server().connection().back().second;
    EXPECT_GE(password.size(), 24U);
    const auto arguments = read_file(format("/proc/{}/cmdline", start.pid), ExitStatus::failed);
    EXPECT_EQ(arguments.find(password), std::string::npos);
}

TEST_F(PrivateServerTest, IsMadeOnceByTwoStartsAtTheSameMomentAndOutlivesThem) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const Descriptor from(ends[0]);
    const Descriptor to(ends[1]);
    for (int i = 0; i < 2; ++i)
        if (::fork() == 0) {
            const auto seen = start_and_tell(server());
            ::_exit(::write(to.get(), &seen, sizeof seen) == sizeof seen ? 0 : 1);
        }
    std::array<Seen, 2> seen{};
    for (auto& one : seen) {
        ASSERT_EQ(::read(from.get(), &one, sizeof one), static_cast<ssize_t>(sizeof one));
        ::wait(nullptr);
    }
    EXPECT_FALSE(seen[0].failed || seen[1].failed);
    EXPECT_EQ(seen[0].pid, seen[1].pid);
    EXPECT_EQ(std::ranges::count(seen, Started::made, &Seen::how), 1);
    EXPECT_EQ(server().status().pid, seen[0].pid);
    EXPECT_EQ(ask(server(), "select 1"), "1");
}

TEST_F(PrivateServerTest, IsRecoveredAfterACrash) {
    const auto first = server().start();
    const auto pid_file = server().status().data / "postmaster.pid";
    run(server(), "create table public.kept as select 7 as seven");
    kill_server(first.pid);
    EXPECT_FALSE(server().status().running);
    const auto second = server().start();
    EXPECT_EQ(second.how, Started::started);
    EXPECT_EQ(ask(server(), "select seven from public.kept"), "7") << "a crash loses nothing";

    // Another process got its number. Were this one taken for the server, it would be killed.
    kill_server(second.pid);
    auto text = read_file(pid_file, ExitStatus::failed);
    text.replace(0, text.find('\n'), std::to_string(::getpid()));
    std::ofstream(pid_file) << text;
    EXPECT_FALSE(server().status().running);
    EXPECT_FALSE(server().stop());
    EXPECT_EQ(server().start().how, Started::started);
    EXPECT_EQ(ask(server(), "select seven from public.kept"), "7");
}

TEST_F(PrivateServerTest, IsRecoveredThoughAQueryOutlivesTheCrash) {
    const auto first = server().start();
    const auto keywords = server().connection();
    const auto busy = ::fork();
    if (busy == 0) {
        try {
            const auto loop = sql::Text::verbatim("do $$ begin loop end loop; end $$");
            log_in(keywords).execute(loop, "looping");
        } catch (const std::exception&) {
            ::_exit(0);
        }
        ::_exit(1);
    }
    const auto* loops = "select count(*) from pg_stat_activity where query like 'do $$%'"
                        " and state = 'active'";
    while (ask(server(), loops) != "1") std::this_thread::sleep_for(10ms);
    kill_server(first.pid);
    EXPECT_EQ(server().start().how, Started::started);
    EXPECT_EQ(ask(server(), "select 1"), "1");
    ::waitpid(busy, nullptr, 0);
}

TEST_F(PrivateServerTest, LeavesNothingHalfMadeWhenStartIsKilled) {
    const auto starter = ::fork();
    if (starter == 0) ::_exit(start_and_tell(server()).failed ? 1 : 0);
    std::this_thread::sleep_for(300ms); // in the middle of initdb
    ::kill(starter, SIGKILL);
    ::waitpid(starter, nullptr, 0);
    EXPECT_FALSE(server().status().exists);
    EXPECT_EQ(server().start().how, Started::made);
    for (const auto& entry : fs::directory_iterator(server().status().data.parent_path()))
        EXPECT_FALSE(entry.path().filename().string().starts_with("new-")) << entry.path();
}

TEST_F(PrivateServerTest, ListensOnAPortOnlyWhenAskedAndOnlyWithThePassword) {
    const int port = free_port();
    EXPECT_EQ(server().start(port).port, port);
    EXPECT_EQ(server().start().port, port) << "who does not ask takes what is there";
    const auto taken_by_itself = error_of([this] { server().start(free_port()); });
    EXPECT_EQ(taken_by_itself.status(), ExitStatus::failed);
    EXPECT_TRUE(says(taken_by_itself, "`pgslate local stop`"));

    const auto variables = server().variables("app");
    EXPECT_EQ(variables.at(0).second, format("127.0.0.1:{}", port));
    postgres::Keywords tcp = {{"host", "127.0.0.1"},
                              {"port", std::to_string(port)},
                              {"user", variables.at(1).second},
                              {"password", variables.at(2).second}};
    EXPECT_NO_THROW(log_in(tcp));
    tcp.back().second += "x";
    EXPECT_TRUE(says(error_of([&tcp] { log_in(tcp); }), "password"));
    EXPECT_EQ(ask(server(), "show listen_addresses"), "127.0.0.1");

    server().stop();
    EXPECT_FALSE(server().start().port) << "the next start is without";
    EXPECT_TRUE(says(error_of([this, port] { server().start(port); }), "without a port"));
    EXPECT_EQ(error_of([this] { server().start(65536); }).status(), ExitStatus::usage);
}

TEST_F(PrivateServerTest, SaysAtOnceWhyItDoesNotStart) {
    server().start();
    const auto data = server().status().data;
    server().stop();
    int port = 0;
    const auto taken = take_port(port);
    const auto in_use = error_of([this, port] { server().start(port); });
    EXPECT_EQ(in_use.status(), ExitStatus::unavailable);
    EXPECT_TRUE(says(in_use, "Address already in use")) << everything_in(in_use);

    const auto version = read_file(data / "PG_VERSION", ExitStatus::failed);
    std::ofstream(data / "PG_VERSION") << "12\n";
    const auto other = error_of([this] { server().start(); });
    EXPECT_TRUE(says(other, "PostgreSQL 12 made") && says(other, "`pgslate local destroy`"))
        << everything_in(other);
    std::ofstream(data / "PG_VERSION") << version;

    std::ofstream(data / "postgresql.conf", std::ios::app) << "nonsense = 1\n";
    EXPECT_TRUE(says(error_of([this] { server().start(); }), "nonsense"));
    EXPECT_FALSE(server().status().running);
}

TEST_F(PrivateServerTest, HasAShortSocketPathHoweverLongItsFolderIs) {
    state_ /= std::string(100, 's');
    const auto start = server().start();
    EXPECT_LT(start.socket_folder.string().size(), 92U);
    EXPECT_EQ(mode_of(start.socket_folder), 0700U);
    EXPECT_EQ(ask(server(), "select 1"), "1");
    server().destroy();
    EXPECT_FALSE(fs::exists(start.socket_folder));
}

TEST_F(PrivateServerTest, WorksWithAnyNameOfFolders) {
    fs::permissions(root_, fs::perms(0755)); // so that root's server can be in the state folder
    const std::string odd = "Ü \"o'";
    state_ = root_ / odd;
    project_ = root_ / "a, $B\\";
    fs::create_directory(project_);
    const auto start = server().start();
    EXPECT_TRUE(start.socket_folder.string().starts_with(fs::canonical(state_).string()));
    EXPECT_EQ(ask(server(), "select 1"), "1");

    const auto quoted = shell_lines(server().variables("it's"));
    const auto shown = output_of(
        {"/bin/sh", "-c", quoted + "printf %s \"$POSTGRES_URL|$POSTGRES_USER|$POSTGRES_DB\""},
        environment());
    EXPECT_EQ(shown, start.socket_folder.string() + "|postgres|it's");
}

TEST_F(PrivateServerTest, IsAnotherForEveryProject) {
    const auto other = root_ / "other";
    fs::create_directory(other);
    const auto here = server().status().data;
    EXPECT_NE(here, PrivateServer::of_project(other, environment()).status().data);
    fs::create_directory_symlink(project_, root_ / "link");
    EXPECT_EQ(here, PrivateServer::of_project(root_ / "link", environment()).status().data);
}

TEST_F(PrivateServerTest, SaysWhatIsMissingAndMakesNothing) {
    const Environment none{{"XDG_STATE_HOME", state_.string()},
                           {"PGSLATE_PG_BINDIR", root_.string()}};
    const auto no_good = error_of([&] { PrivateServer::of_project(project_, none).start(); });
    EXPECT_EQ(no_good.status(), ExitStatus::bad_configuration);
    EXPECT_TRUE(says(no_good, "PGSLATE_PG_BINDIR"));
    EXPECT_FALSE(fs::exists(state_));

    const auto missing = error_of([&] { choose_binaries({root_, "/nowhere"}, none); });
    EXPECT_EQ(missing.status(), ExitStatus::unavailable);
    EXPECT_TRUE(says(missing, "`apt-get install postgresql`"));
    const auto not_there = error_of([&] { server().variables("app"); });
    EXPECT_EQ(not_there.status(), ExitStatus::unavailable);
}

// A folder with programs that say they are this version.
fs::path make_programs(const fs::path& folder, std::string_view version) {
    fs::create_directories(folder);
    for (const auto* name : {"initdb", "postgres"}) {
        std::ofstream(folder / name)
            << "#!/bin/sh\necho '" << name << " (PostgreSQL) " << version << " (Some 1-2)'\n";
        fs::permissions(folder / name, fs::perms(0755));
    }
    return folder;
}

TEST_F(PrivateServerTest, TakesTheFirstProgramsThatWillDo) {
    const auto old = make_programs(root_ / "old", "12.9");
    const auto good = make_programs(root_ / "good", "16.4");
    const auto fresh = make_programs(root_ / "fresh", "18beta1");
    const auto chosen = choose_binaries({root_, old, good, fresh}, environment());
    EXPECT_EQ(chosen.folder, good);
    EXPECT_EQ(chosen.version, "16.4");
    EXPECT_EQ(choose_binaries({good, fresh}, environment(), 18).folder, fresh);
    const auto none = error_of([&] { choose_binaries({old, good}, environment(), 15); });
    EXPECT_TRUE(says(none, "PostgreSQL 15") && says(none, "16.4")) << everything_in(none);
    const Environment path{{"PATH", format("/nowhere::{}:{}", old.string(), good.string())}};
    EXPECT_EQ(find_binaries(path).folder, good);
}

TEST_F(PrivateServerTest, TakesNoFolderOfOthers) {
    fs::create_directory_symlink(project_, root_ / "link");
    const auto take = [](const fs::path& folder, uid_t owner) {
        return error_of([&] { make_private_folder(folder, 0700, owner, ::getegid()); }).status();
    };
    EXPECT_EQ(take(root_ / "link", ::geteuid()), ExitStatus::refused);
    fs::permissions(project_, fs::perms(0777));
    EXPECT_EQ(take(project_, ::geteuid()), ExitStatus::refused);
}

} // namespace
} // namespace pgslate::local
