// What others could have written is used only by whoever names it.
#include "base/format.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Trusting : public ProgramTest {
  protected:
    Trusting() {
        fs::permissions(project_.path(), fs::perms(0700));
        model("a.sql", "create table a ();");
        project_.write("pw", test_server().password);
        project_.write("pgslate.toml",
                       format("[profile.it]\nurl = '{}:{}'\nuser = '{}'\ndatabase = '{}'\n"
                              "password = {{ command = ['sh', '-c', 'touch ran; cat pw'] }}\n",
                              test_server().host, test_server().port, test_server().user, name()));
    }

    // By the profile, from a folder below the project's.
    Ended with_profile(std::vector<std::string> arguments, const fs::path& folder = "") const {
        arguments.insert(arguments.end(), {"--profile", "it"});
        auto program = pgslate(std::move(arguments));
        program.environment.clear();
        program.folder /= folder;
        return run(program);
    }
    bool password_command_ran() const { return fs::remove(project_.path() / "ran"); }

    void expect_refusal(const Ended& ended, std::string_view path) const {
        EXPECT_EQ(ended.status, 78) << ended.err;
        EXPECT_EQ(count_of(format("not used, because {}", path), ended.err), 1U) << ended.err;
        EXPECT_FALSE(password_command_ran());
        EXPECT_FALSE(database_exists(name()));
    }

    // The ways in which others can have a hand in a file; to give one away takes root.
    void each_way(const fs::path& path, const std::function<void()>& then) const {
        const auto whole = project_.path() / path;
        struct stat before {};
        ASSERT_EQ(::stat(whole.c_str(), &before), 0);
        ASSERT_EQ(::chmod(whole.c_str(), before.st_mode | S_IWOTH), 0);
        then();
        ASSERT_EQ(::chmod(whole.c_str(), before.st_mode), 0);
        if (::geteuid() != 0) return;
        ASSERT_EQ(::chown(whole.c_str(), 65534, 65534), 0);
        then();
        ASSERT_EQ(::chown(whole.c_str(), 0, 0), 0);
    }
};

TEST_F(Trusting, AFileThatIsFoundIsUsedIfItIsTheUsers) {
    EXPECT_EQ(with_profile({"create"}).status, 0);
    EXPECT_TRUE(password_command_ran());
    fs::create_directories(project_.path() / "deep/er");
    EXPECT_EQ(with_profile({"status"}, "deep/er").status, 0);
}

TEST_F(Trusting, AFileThatOthersCouldHaveWrittenIsRefusedUnlessItIsNamed) {
    each_way("pgslate.toml", [&] {
        const auto refused = with_profile({"create"});
        expect_refusal(refused, "it ");
        const auto whole = (project_.path() / "pgslate.toml").string();
        EXPECT_EQ(count_of(format("--config {}\n", whole), refused.err), 1U) << refused.err;
        EXPECT_EQ(with_profile({"create", "--config", "pgslate.toml"}).status, 0);
        EXPECT_TRUE(password_command_ran());
        EXPECT_EQ(with_profile({"drop", "--config", whole}).status, 0);
        EXPECT_TRUE(password_command_ran());
    });
}

TEST_F(Trusting, AFolderOnTheWayThatOthersMayWriteIsRefused) {
    fs::create_directories(project_.path() / "deep/er");
    each_way("deep", [&] {
        expect_refusal(with_profile({"create"}, "deep/er"), (project_.path() / "deep ").string());
    });
    each_way("", [&] {
        expect_refusal(with_profile({"create"}), project_.path().string() + " ");
        expect_refusal(with_profile({"create"}, "deep/er"), project_.path().string() + " ");
        expect_refusal(run_pgslate({"create"}), project_.path().string() + " ");
    });
}

TEST_F(Trusting, ModelsThatOthersCouldHaveWrittenAreRefusedUnlessTheyAreNamed) {
    for (const auto* path : {"schemas", "schemas/a.sql"})
        each_way(path, [&] {
            for (const auto& command : std::vector<std::vector<std::string>>{
                     {"create"}, {"resetdb"}, {"status"}, {"check"}, {"sql"}}) {
                const auto refused = run_pgslate(command);
                expect_refusal(refused, (project_.path() / path).string() + " ");
                EXPECT_EQ(count_of("name them: --models schemas\n", refused.err), 1U)
                    << refused.err;
            }
            EXPECT_EQ(run_pgslate({"sql", "--models", "schemas"}).status, 0);
        });
    const auto data = run_pgslate({"sql", "--json"});
    EXPECT_TRUE(is_json(data.out)) << data.out;
}

TEST_F(Trusting, TheModelsOfSchemasAreAskedForTooWhereNoFileIs) {
    fs::remove(project_.path() / "pgslate.toml");
    each_way("schemas", [&] {
        expect_refusal(run_pgslate({"create"}), (project_.path() / "schemas ").string());
    });
    EXPECT_EQ(run_pgslate({"sql"}).status, 0);
}

TEST_F(Trusting, WhoeverWroteTheFileThatIsNamedMayHaveWrittenItsModels) {
    if (::geteuid() == 0) { // nobody else can give files away
        ASSERT_EQ(::chown((project_.path() / "schemas").c_str(), 65534, 65534), 0);
        EXPECT_EQ(run_pgslate({"sql", "--config", "pgslate.toml"}).status, 78);
        ASSERT_EQ(::chown((project_.path() / "pgslate.toml").c_str(), 65534, 65534), 0);
        EXPECT_EQ(run_pgslate({"sql", "--config", "pgslate.toml"}).status, 0);
    }
    fs::permissions(project_.path() / "schemas", fs::perms(0777));
    EXPECT_EQ(run_pgslate({"sql", "--config", "pgslate.toml"}).status, 78);
    fs::permissions(project_.path() / "pgslate.toml", fs::perms(0666));
    EXPECT_EQ(run_pgslate({"sql", "--config", "pgslate.toml"}).status, 0);
}

TEST_F(Trusting, ALinkOfSomebodyElsesLeadsNowhere) {
    const auto elsewhere = project_.write("elsewhere/a.sql", "create table b ();");
    fs::permissions(elsewhere.parent_path(), fs::perms(0777));
    fs::create_symlink(elsewhere, project_.path() / "schemas/b.sql");
    expect_refusal(run_pgslate({"create"}), (project_.path() / "elsewhere ").string());
    fs::permissions(elsewhere.parent_path(), fs::perms(0755));
    EXPECT_EQ(run_pgslate({"sql"}).status, 0);
}

} // namespace
} // namespace pgslate::testing
