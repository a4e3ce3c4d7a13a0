// Input without an end, and a system that gives too little.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <fstream>
#include <sys/stat.h>
#include <thread>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Limits : public ProgramTest {
  protected:
    // The program below a limit of the shell's.
    Ended run_limited(const std::string& limit, const std::string& arguments) const {
        auto program = pgslate({"-c", format("ulimit {}; exec \"$PGSLATE\" {}", limit, arguments)});
        program.binary = "/bin/sh";
        program.environment["PGSLATE"] = PGSLATE_BINARY;
        program.timeout = std::chrono::seconds(20);
        return run(program);
    }

    void link_model(const std::string& name, const std::string& to) const {
        fs::create_directories(project_.path() / "schemas");
        fs::create_symlink(to, project_.path() / "schemas" / name);
    }

    Ended check(const std::string& input = "") const {
        auto program = pgslate({"check"});
        program.input = input;
        program.timeout = std::chrono::seconds(20);
        return run(program);
    }
};

TEST_F(Limits, OfOpenFilesEndARunWithWords) {
    model("a.sql", "create table a ();");
    project_.write("pgslate.toml", "[profile.x]\nurl = '/nowhere'\nuser = 'u'\ndatabase = 'd'\n"
                                   "password = { command = ['echo', 'p'] }\n");
    // The loader itself needs some for the libraries, more where sanitizers are among them.
    int least = 4;
    while (run_limited(format("-n {}", least), "--version").status == 127) ++least;
    ASSERT_LE(least, 6);
    for (int files = least; files <= 12; ++files) {
        for (const char* arguments : {"status", "resetdb", "check --server", "dump", "init x",
                                      "status --profile x", "wait --wait=1", "local status"}) {
            const auto ended = run_limited(format("-n {}", files), arguments);
            EXPECT_LT(ended.status, 126) << files << ' ' << arguments << ": " << ended.err;
            EXPECT_EQ(ended.err.find("This is a bug"), std::string::npos) << ended.err;
            if (ended.status != 0 && ended.status != 2) {
                EXPECT_NE(ended.err.find("error: "), std::string::npos) << arguments << ended.err;
            }
        }
    }
    EXPECT_EQ(run_limited(format("-n {}", least), "status").status, 1);
}

TEST_F(Limits, AModelIsAFileAndNothingElse) {
    model("a.sql", "create table a ();");
    const auto folder = project_.path() / "schemas";
    const auto expect_refused = [&](const std::string& name, const std::string& input = "") {
        const auto ended = check(input);
        EXPECT_EQ(ended.status, 65) << name << ": " << ended.err;
        EXPECT_NE(ended.err.find(format("schemas/{}: error: ", name)), std::string::npos)
            << ended.err;
        fs::remove(folder / name);
    };
    for (const char* device : {"/dev/zero", "/dev/urandom", "/dev/null", "/dev/stdin"}) {
        link_model("b.sql", device);
        expect_refused("b.sql", "create table b ();");
        link_model("b.toml", device);
        expect_refused("b.toml");
    }
    ASSERT_EQ(::mkfifo((folder / "c.sql").c_str(), 0600), 0);
    expect_refused("c.sql");
    model("d.sql", "");
    fs::resize_file(folder / "d.sql", 10ULL * 1024 * 1024 * 1024);
    expect_refused("d.sql");
    EXPECT_EQ(check().status, 0);
    fs::create_directory(folder / "e.sql");
    project_.write("schemas/e.sql/f.sql", "create table f ();");
    EXPECT_EQ(check().status, 0) << "a folder, whatever it is called";
}

TEST_F(Limits, AModelThatIsNamedMayBeAPipe) {
    auto program = pgslate({"sql", "--models", "/dev/stdin"});
    program.input = "[table.a.columns]\nid = 'int'\n";
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_NE(ended.out.find("CREATE TABLE public.a"), std::string::npos) << ended.out;
    // What is wrong is said without reading the pipe again, for which nobody writes any more.
    const auto pipe = (project_.path() / "pipe.toml").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(pipe) << "[tabel.a]\n"; });
    program.arguments = {"check", "--models", pipe};
    program.timeout = std::chrono::seconds(20);
    const auto wrong = run(program);
    writer.join();
    EXPECT_EQ(wrong.status, 65);
    EXPECT_NE(wrong.err.find("pipe.toml:1:2: error: "), std::string::npos) << wrong.err;
    program.arguments = {"sql", "--models", "/dev/zero"};
    const auto endless = run(program);
    EXPECT_EQ(endless.status, 65);
    EXPECT_NE(endless.err.find("/dev/zero: error: cannot be read: it is a device"),
              std::string::npos)
        << endless.err;
}

TEST_F(Limits, NestingHasAnEnd) {
    const auto repeated = [](const std::string& part, int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += part;
        return text;
    };
    const auto key = repeated("a.", 900) + "a";
    for (const auto& text :
         {repeated(key + " = { ", 250) + "b = 1" + repeated(" }", 250),
          repeated(key + " = [{ ", 120) + "b = 1" + repeated(" }]", 120),
          "[" + repeated("a.", 100'000) + "a]", "[[" + repeated("a.", 10'000) + "a]]",
          "[" + key + "]\n" + repeated(key + " = { ", 100) + "b = 1" + repeated(" }", 100),
          "x = " + repeated("[", 100'000), "x = " + repeated("{ a = ", 100'000)}) {
        model("a.toml", text);
        const auto ended = check();
        EXPECT_EQ(ended.status, 65) << ended.err.substr(0, 200);
        EXPECT_NE(ended.err.find("schemas/a.toml:"), std::string::npos);
        EXPECT_NE(ended.err.find("nested a thousand deep"), std::string::npos)
            << ended.err.substr(0, 200);
        project_.write("pgslate.toml", text);
        EXPECT_EQ(check().status, 78);
        fs::remove(project_.path() / "pgslate.toml");
    }
}

TEST_F(Limits, TheCurrentFolderMayBeGone) {
    for (const auto* command : {"check", "status", "init", "wait"}) {
        auto program = pgslate({"-c", format("mkdir gone; cd gone; rmdir ../gone; exec '{}' {}",
                                             PGSLATE_BINARY, command)});
        program.binary = "/bin/sh";
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 78) << command << ended.err;
        EXPECT_EQ(count_of("error: the current folder is of no use", ended.err), 1U) << ended.err;
    }
}

TEST_F(Limits, APasswordCommandMayLeaveSomebodyBehind) {
    model("a.sql", "create table a ();");
    const auto& server = test_server();
    project_.write("get", format("#!/bin/sh\nsleep 300 &\necho $! > left\nprintf '%s\\n' {}\n",
                                 "\"$SECRET\""));
    fs::permissions(project_.path() / "get", fs::perms::owner_all);
    project_.write("pgslate.toml",
                   format("[profile.it]\nurl = '{}:{}'\nuser = '{}'\ndatabase = '{}'\n"
                          "password = {{ command = ['./get'] }}\n",
                          server.host, server.port, server.user, name()));
    auto program = pgslate({"resetdb", "--profile", "it"});
    program.environment = {{"SECRET", server.password}};
    program.timeout = std::chrono::seconds(30);
    // Who is left behind has our standard error, too: it is closed for this.
    program.arguments = {"-c",
                         format("exec '{}' resetdb --profile it 2>/dev/null", PGSLATE_BINARY)};
    program.binary = "/bin/sh";
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0);
    EXPECT_TRUE(database_exists(name()));
    run({.arguments = {"-c", format("kill $(cat '{}/left')", project_.path().string())},
         .binary = "/bin/sh"});
}

} // namespace
} // namespace pgslate::testing
