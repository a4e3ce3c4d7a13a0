// The steps of the GitHub action, run as a runner runs them: what they say to the log, to the job's
// summary and to the steps that follow.
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/version.hpp"
#include "support/program_test.hpp"

#include <filesystem>

namespace pgslate::testing {
namespace {

class GithubAction : public ProgramTest {
  protected:
    Ended step(const std::string& name, const Variables& inputs) const {
        auto program = pgslate({});
        program.binary = PGSLATE_SOURCE_DIR "/packaging/github/" + name;
        program.environment.merge(
            Variables{{"RUNNER_TEMP", runner_.path().string()},
                      {"GITHUB_STEP_SUMMARY", (runner_.path() / "summary").string()},
                      {"GITHUB_OUTPUT", (runner_.path() / "output").string()},
                      {"GITHUB_PATH", (runner_.path() / "path").string()},
                      {"GITHUB_SERVER_URL", "https://github.example.org"},
                      {"ACTION_REPOSITORY", "somebody/pgslate"},
                      {"PROGRAM", PGSLATE_BINARY}});
        for (const auto& [variable, value] : inputs) program.environment[variable] = value;
        return run(program);
    }
    Ended command(const std::string& command, Variables inputs = {}) const {
        inputs.emplace("INPUT_COMMAND", command);
        return step("run", inputs);
    }
    std::string said_in(const std::string& file) const {
        return read_file(runner_.path() / file, ExitStatus::failed);
    }

    // An archive whose program says that it is one.
    std::filesystem::path archive() const {
        const auto script =
            runner_.write("made/" + package_ + "/bin/pgslate", "#!/bin/sh\necho 1\n");
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        auto archive = runner_.path() / (package_ + ".tar.gz");
        Program tar;
        tar.binary = "/bin/tar";
        tar.arguments = {"-C", (runner_.path() / "made").string(), "-czf", archive.string(),
                         package_};
        EXPECT_EQ(run(tar).status, 0);
        return archive;
    }

    const std::string package_ = format("pgslate-{}-linux-x64", version);
    TemporaryFolder runner_;
};

TEST_F(GithubAction, WritesWhatDiffersIntoTheSummary) {
    make("create table t (a integer);");
    model("model.sql", "create table t (a bigint);");
    const auto ended = command("status");
    EXPECT_EQ(ended.status, 2) << ended.err;
    const auto summary = said_in("summary");
    EXPECT_EQ(count_of("| different | ` column public.t.a ` |", summary), 1U) << summary;
    EXPECT_EQ(count_of("\nExit status 2.\n", summary), 1U) << summary;
    EXPECT_EQ(count_of("status=2\ndiffers=true\npage=", said_in("output")), 1U);
}

TEST_F(GithubAction, LetsADifferencePassWhereThatIsWanted) {
    model("model.sql", "create table t (a integer);");
    EXPECT_EQ(command("plan", {{"INPUT_FAIL_ON_DIFFERENCE", "false"}}).status, 0);
    EXPECT_EQ(command("create").status, 0);
    EXPECT_EQ(command("status").status, 0);
    EXPECT_EQ(count_of("differs=false\n", said_in("output")), 2U) << said_in("output");
}

TEST_F(GithubAction, FailsWhereTheCommandFailsAndSaysWhy) {
    model("model.toml", "[table.t]\ncolums = 1\n");
    const auto ended = command("plan", {{"INPUT_FAIL_ON_DIFFERENCE", "false"}});
    EXPECT_EQ(ended.status, 65);
    // To Markdown what is indented behind a list is a part of its last entry, and no code.
    EXPECT_EQ(count_of("\n### Messages\n\n    schemas/model.toml:1:8: error:", said_in("summary")),
              1U)
        << said_in("summary");
    EXPECT_EQ(count_of("status=65\ndiffers=false\n", said_in("output")), 1U);
}

TEST_F(GithubAction, GivesTheRunnerNoCommandOfADatabase) {
    make("create function f() returns text language sql as 'select /*\n::warning::x\n*/ 1::text';");
    model("model.sql", "create table t ();");
    const auto ended = command("plan", {{"INPUT_ARGUMENTS", "--undo\n"}});
    EXPECT_EQ(ended.status, 2) << ended.err;
    const std::string stop = "::stop-commands::";
    const auto at = ended.out.find(stop);
    ASSERT_NE(at, std::string::npos) << ended.out;
    const auto token = ended.out.substr(at + stop.size(), 32);
    EXPECT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos) << token;
    const auto resumed = ended.out.find(format("\n::{}::\n", token));
    EXPECT_LT(ended.out.find("\n::warning::x\n"), resumed) << ended.out;
    EXPECT_NE(resumed, std::string::npos) << ended.out;
}

TEST_F(GithubAction, TakesArgumentsAsTheyAre) {
    model("a b/$(x).sql", "create table t ();");
    const auto ended = command(
        "create", {{"INPUT_ARGUMENTS", "--models\n" + (project_.path() / "schemas").string()}});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of("## pgslate create\n\n    ", said_in("summary")), 1U);
}

TEST_F(GithubAction, InstallsAnArchiveThatHasItsChecksum) {
    const auto ended = step("install", {{"INPUT_PACKAGE", archive().string()}});
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    EXPECT_EQ(count_of("/pgslate/bin/pgslate\n", said_in("output")), 1U);
    EXPECT_EQ(count_of("/pgslate/bin\n", said_in("path")), 1U);
    const auto refused = step(
        "install", {{"INPUT_PACKAGE", archive().string()}, {"INPUT_SHA256", std::string(64, '0')}});
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(count_of("another checksum", refused.out), 1U) << refused.out;
}

TEST_F(GithubAction, TakesThePackageOfItsOwnRelease) {
    const auto file = archive();
    // Stands in the place of the network: writes what it was asked for, and hands out what is
    // there.
    const auto curl = runner_.write("bin/curl", format(R"(#!/bin/sh
for last; do :; done
echo "$last" >>{0}/asked
while [ "$1" != --output ]; do shift; done
case $last in
*/SHA256SUMS) (cd {0} && sha256sum *.tar.gz) >"$2" ;;
*) cp {0}/"${{last##*/}}" "$2" ;;
esac
)",
                                                       runner_.path().string()));
    std::filesystem::permissions(curl, std::filesystem::perms::owner_all);
    // Only what is needed, as a pgslate in the PATH would be taken.
    for (const auto* tool : {"awk", "basename", "cp", "dirname", "gzip", "mkdir", "mktemp",
                             "realpath", "sed", "sha256sum", "tar"})
        std::filesystem::create_symlink(std::filesystem::path("/usr/bin") / tool,
                                        curl.parent_path() / tool);
    const auto ended = step("install", {{"PATH", curl.parent_path().string()}});
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    const auto asked = format("https://github.example.org/somebody/pgslate/releases/download/v{}/"
                              "{}.tar.gz\n",
                              version, package_);
    EXPECT_EQ(count_of(asked, said_in("asked")), 1U) << said_in("asked");

    const auto in_path = runner_.write("bin/pgslate", "#!/bin/sh\necho 2\n");
    std::filesystem::permissions(in_path, std::filesystem::perms::owner_all);
    EXPECT_EQ(step("install", {{"PATH", curl.parent_path().string()}}).status, 0);
    EXPECT_EQ(count_of(asked, said_in("asked")), 1U) << "the one in the PATH will do";
    const auto checked = step(
        "install", {{"PATH", curl.parent_path().string()}, {"INPUT_SHA256", std::string(64, '0')}});
    EXPECT_EQ(checked.status, 1) << "what is to have a checksum is a package";
    EXPECT_EQ(count_of("another checksum", checked.out), 1U) << checked.out;
}

TEST_F(GithubAction, RefusesInputsThatCouldWriteOutputsOfTheirOwn) {
    for (const auto* input : {"INPUT_BINARY", "INPUT_PACKAGE", "INPUT_SHA256"}) {
        const auto refused = step("install", {{input, "/bin/true\nprogram=/tmp/evil"}});
        EXPECT_EQ(refused.status, 1) << input;
        EXPECT_EQ(count_of("an input has a line break in it", refused.out), 1U) << refused.out;
        EXPECT_EQ(count_of("evil", refused.out), 0U) << refused.out;
        EXPECT_FALSE(std::filesystem::exists(runner_.path() / "output")) << input;
    }
}

} // namespace
} // namespace pgslate::testing
