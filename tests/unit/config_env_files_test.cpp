// Files that set variables: their language, and what of it counts.
#include "base/format.hpp"
#include "config/env_files.hpp"
#include "config/env_syntax.hpp"
#include "config_support.hpp"

namespace pgslate::config {
namespace {

Environment variables_of(const std::string& text, const Environment& around = {}) {
    Environment into{};
    read_variables(text, ".env", around, into);
    return into;
}

std::string value_of(const std::string& text, const Environment& around = {}) {
    return variables_of(text, around).get("A").value_or("(none)");
}

std::string complaint_about_line(const std::string& text) {
    const auto error = error_of([&] { value_of(text); });
    EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
    return text_of(error);
}

TEST(ConfigEnvFiles, ALineIsANameAndAValue) {
    EXPECT_EQ(value_of("A=x"), "x");
    EXPECT_EQ(value_of("# A=y\n\n  export A = x y \t\nB=z\n"), "x y");
    EXPECT_EQ(value_of("A: x"), "x");
    EXPECT_EQ(value_of("A="), "");
    EXPECT_EQ(value_of("A\n"), "(none)");
    EXPECT_EQ(value_of("A=1\nA=2"), "2");
    EXPECT_EQ(value_of("export=3\nA=4"), "4");
}

TEST(ConfigEnvFiles, ACommentStandsBehindASpace) {
    EXPECT_EQ(value_of("A=x # y"), "x");
    EXPECT_EQ(value_of("A=x#y #z"), "x#y");
    EXPECT_EQ(value_of("A=#x"), "#x");
    EXPECT_EQ(value_of("A= # x"), "");
    EXPECT_EQ(value_of("A='x # y' # z"), "x # y");
    EXPECT_EQ(value_of("A=\"x\"# z"), "x");
}

TEST(ConfigEnvFiles, QuotesKeepWhatIsInThem) {
    EXPECT_EQ(value_of(R"(A=' $x ${y} \n "z" \')"
                       R"( ')"),
              " $x ${y} \\n \"z\" ' ");
    EXPECT_EQ(value_of(R"(A="a\tb\n\"c\" \\ \$d \e")"), "a\tb\n\"c\" \\ $d \\e");
    EXPECT_EQ(value_of("A='1\n2'\nB=3"), "1\n2");
    EXPECT_EQ(value_of("A=\"1\n2\"\nB=3"), "1\n2");
    EXPECT_EQ(value_of("A=it's \"so\""), "it's \"so\"");
}

TEST(ConfigEnvFiles, WhatWindowsAddsMeansNothing) {
    EXPECT_EQ(value_of("\xEF\xBB\xBF"
                       "A=x\r\nB='1\r\n2'\r\n"),
              "x");
    EXPECT_EQ(variables_of("B='1\r\n2'\r").get("B"), "1\n2");
}

TEST(ConfigEnvFiles, AVariableIsPutInThePlaceOfItsNameAndNothingElseIs) {
    EXPECT_EQ(value_of("B=1\nA=x${B}y"), "x1y");
    EXPECT_EQ(value_of("B=1\nA=\"${B}\"", {{"B", "2"}}), "2");
    EXPECT_EQ(value_of("A=$(id) `id` 5$ $5"), "$(id) `id` 5$ $5");
    EXPECT_EQ(value_of("B='${C}'\nC=3\nA=${B}"), "${C}");
}

TEST(ConfigEnvFiles, ADollarThatMayMeanAVariableIsAnErrorWhereItsValueIsWanted) {
    for (const auto* text : {"A=pa$word", "A=\"$word\"", "A=$$", "A=${NO}", "A=${B:-c}", "A=${B"}) {
        EXPECT_EQ(variables_of(format("{}\nC=1", text)).get("C"), "1");
        const auto said = complaint_about_line(text);
        EXPECT_TRUE(contains(said, "|A: a $ in its value may mean")) << said;
        EXPECT_TRUE(contains(said, "single quotes")) << said;
        EXPECT_FALSE(contains(said, "word")) << said;
    }
    EXPECT_TRUE(contains(complaint_about_line("\nA=pa$word"), ".env:2:5|"));
}

TEST(ConfigEnvFiles, WhatIsNoFileOfVariablesIsAnErrorWithItsPlaceAndWithoutItsText) {
    EXPECT_TRUE(
        contains(complaint_about_line("A=1\nhello world"), ".env:2:7|a line is to be NAME=VALUE"));
    EXPECT_TRUE(contains(complaint_about_line("1A=x"), ".env:1:3|a line is to be"));
    EXPECT_TRUE(
        contains(complaint_about_line("A='x"), ".env:1:3|the quote that begins here does not end"));
    EXPECT_TRUE(
        contains(complaint_about_line("A='x' y"), ".env:1:7|only a comment may stand behind"));
    EXPECT_TRUE(contains(complaint_about_line("A=\xFF"), ".env:1:3|this file is to be UTF-8"));
    EXPECT_TRUE(contains(complaint_about_line(std::string("A=\0", 3)), ".env:1:3|"));
    EXPECT_FALSE(contains(complaint_about_line("A='geheim' x"), "geheim"));
}

class EnvFilesOfTargets : public ::testing::Test {
  protected:
    EnvFilesOfTargets() {
        folder_.write(".env", "POSTGRES_URL=h:1\nPOSTGRES_USER=u\nPOSTGRES_PW='$w'\n"
                              "POSTGRES_DB=d\n");
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    Target found(const std::vector<std::string>& files, const Environment& process = {}) {
        auto [environment, warnings] = with_env_files(files, process);
        warnings_ = warnings;
        return find_target(choice_, environment, folder_.path());
    }
    void profile(const std::string& keys) {
        folder_.write("pgslate.toml", "[profile.x]\n" + keys);
        choice_.profile = "x";
    }
    std::string refusal(const Environment& process = {}) {
        return text_of(error_of([&] { found({}, process); }));
    }

    TemporaryFolder folder_;
    TargetChoice choice_;
    std::vector<Problem> warnings_;
};

TEST_F(EnvFilesOfTargets, AreAsThoughTheirVariablesHadBeenExported) {
    const auto target = found({path(".env")});
    EXPECT_EQ(keyword(target.keywords, "host"), "h");
    EXPECT_EQ(revealed(target.password), "$w");
    EXPECT_EQ(target.source,
              format("POSTGRES_URL ({0}:1), POSTGRES_USER ({0}:2), POSTGRES_PW ({0}:3) and "
                     "POSTGRES_DB ({0}:4)",
                     path(".env")));
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(EnvFilesOfTargets, YieldToTheEnvironmentAndSaySo) {
    const auto target = found({path(".env")}, {{"POSTGRES_DB", "other"}});
    EXPECT_EQ(target.database, "other");
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_EQ(warnings_.front().message,
              format("POSTGRES_DB is set in the environment; what {}:4 says does not count",
                     path(".env")));
}

TEST_F(EnvFilesOfTargets, TheLaterFileWins) {
    folder_.write("b.env", "POSTGRES_DB=${POSTGRES_USER}_b\n");
    EXPECT_EQ(found({path(".env"), path("b.env")}).database, "u_b");
}

TEST_F(EnvFilesOfTargets, AreRefusedWhereTheyHideAnotherTargetOfTheEnvironment) {
    const auto error = error_of([&] {
        found({path(".env")}, {{"DATABASE_URL", "postgresql://h/d"}});
    });
    EXPECT_TRUE(contains(text_of(error), "so does DATABASE_URL in the environment"));
}

TEST_F(EnvFilesOfTargets, OfOthersThatHoldAPasswordGetAWarning) {
    std::filesystem::permissions(path(".env"), std::filesystem::perms(0644));
    found({path(".env")});
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_TRUE(contains(warnings_.front().message, "can be read by others"));
}

TEST_F(EnvFilesOfTargets, OfAProfileAreItsTargetWhateverTheEnvironmentSays) {
    profile("env_file = '.env'\n");
    const auto target = found({}, {{"POSTGRES_DB", "other"}, {"DATABASE_URL", "postgresql://z/z"}});
    EXPECT_EQ(keyword(target.keywords, "host"), "h");
    EXPECT_EQ(target.database, "d");
    EXPECT_EQ(target.source, format("profile 'x' (--profile), POSTGRES_URL ({}:1)", path(".env")));
    folder_.write(".env", "DATABASE_URL=postgresql://u:p@g/e?schema=public\n");
    EXPECT_EQ(keyword(found({}).keywords, "host"), "g");
}

TEST_F(EnvFilesOfTargets, OfAProfileServeItsPasswordBehindTheEnvironment) {
    profile("url='h'\nuser='u'\ndatabase='d'\npassword={env='POSTGRES_PW'}\nenv_file=['.env']\n");
    EXPECT_EQ(revealed(found({}).password), "$w");
    EXPECT_EQ(revealed(found({}, {{"POSTGRES_PW", "mine"}}).password), "mine");
}

TEST_F(EnvFilesOfTargets, OfAProfileThatCannotBeUsedAreNamedWithTheirPlace) {
    profile("env_file = 'no.env'\n");
    EXPECT_TRUE(contains(refusal(), "pgslate.toml:2:1|'env_file' of profile 'x': " + path("no.env")
                                        + " cannot be read: No such file"));
    profile("env_file = 1\n");
    EXPECT_TRUE(contains(refusal(), "pgslate.toml:2:1|"));
    profile("env_file = '.env'\nlocal = true\n");
    EXPECT_TRUE(contains(refusal(), "cannot stand beside 'local = true'"));
    profile("env_file = '.env'\n");
    std::filesystem::permissions(path(".env"), std::filesystem::perms(0602));
    EXPECT_TRUE(contains(refusal(), "can be written by everybody"));
}

} // namespace
} // namespace pgslate::config
