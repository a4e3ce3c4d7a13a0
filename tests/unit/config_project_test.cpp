#include "base/format.hpp"
#include "config/duration.hpp"
#include "config/paths.hpp"
#include "config/project.hpp"
#include "config/redact.hpp"
#include "config_support.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace pgslate::config {
namespace {

using std::chrono::milliseconds;

std::string complaint_about_project(const std::string& toml) {
    const TemporaryFolder folder;
    folder.write("pgslate.toml", toml);
    const auto error = error_of([&] { find_project(folder.path()); });
    EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
    return text_of(error);
}

Project loaded(const TemporaryFolder& folder, const std::string& toml) {
    folder.write("pgslate.toml", toml);
    return find_project(folder.path());
}

TEST(ConfigProject, WithoutAFileIsTheFolderItself) {
    const TemporaryFolder folder;
    const auto project = find_project(folder.path());
    EXPECT_EQ(project.folder, folder.path());
    EXPECT_FALSE(project.file);
    EXPECT_FALSE(project.default_profile);
    ASSERT_EQ(project.models.value.size(), 1U);
    EXPECT_EQ(project.models.value.front(), "schemas");
    EXPECT_EQ(project.models.origin.name, "default");
}

TEST(ConfigProject, ReadsWhatTheDesignShows) {
    const TemporaryFolder folder;
    const auto project = loaded(folder, R"(
default_profile = "development"
models = ["schemas", "/else/where"]
[profile.development]
url      = "127.0.0.1:5432"
user     = "postgres"
password = "dbpw"
database = "test"
[profile.ci]
local = true
[profile.production]
url       = "db.example.org:5432"
user      = "deploy"
password  = { env = "PROD_PW" }
database  = "app"
protected = true
sslmode   = "verify-full"
connect_timeout = 10
keepalives = false
lock_timeout = "5s"
models = ["app"]
)");
    EXPECT_EQ(project.file, folder.path() / "pgslate.toml");
    EXPECT_EQ(project.default_profile->value, "development");
    EXPECT_EQ(to_string(project.default_profile->origin), "pgslate.toml:2");
    EXPECT_EQ(project.models.value, (std::vector<std::filesystem::path>{"schemas", "/else/where"}));
    ASSERT_EQ(project.profiles.size(), 3U);
    const auto production = find_profile(project, {.value = "production", .origin = {}});
    EXPECT_EQ(production.url->value.host, "db.example.org");
    EXPECT_EQ(production.user->value, "deploy");
    EXPECT_EQ(std::get<PasswordFromVariable>(production.password->value).name, "PROD_PW");
    EXPECT_TRUE(production.is_protected.value);
    EXPECT_EQ(to_string(production.is_protected.origin), "pgslate.toml:16");
    EXPECT_EQ(production.lock_timeout->value, milliseconds(5000));
    EXPECT_EQ(production.models->value.front(), "app");
    ASSERT_EQ(production.keywords.size(), 3U);
    for (const auto& [name, value] : production.keywords)
        EXPECT_EQ(value.value, name == "sslmode"           ? "verify-full"
                               : name == "connect_timeout" ? "10"
                                                           : "0");
    EXPECT_TRUE(project.profiles.front().local.value);
}

TEST(ConfigProject, IsFoundInAFolderAboveAndItsPathsAreItsOwn) {
    const TemporaryFolder folder;
    folder.write("pgslate.toml", "models = ['m']");
    std::filesystem::create_directories(folder.path() / "a/b/pgslate.toml"); // not a file
    const auto project = find_project(folder.path() / "a/b/");
    EXPECT_EQ(project.folder, folder.path());
    EXPECT_EQ(project.models.value.front(), folder.path() / "m");
}

TEST(ConfigProject, FileCanBeNamed) {
    const TemporaryFolder folder;
    folder.write("pgslate.toml", "models = ['wrong']");
    folder.write("etc/other.toml", "models = ['right']");
    const auto project = find_project(folder.path(), "etc/other.toml");
    EXPECT_EQ(project.folder, folder.path() / "etc");
    EXPECT_EQ(project.models.value.front(), "etc/right");
}

TEST(ConfigProject, AFileThatCannotBeReadIsAnError) {
    const TemporaryFolder folder;
    for (const auto* const name : {"missing.toml", "."}) {
        const auto error = error_of([&] { find_project(folder.path(), name); });
        EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
        EXPECT_TRUE(contains(text_of(error), "cannot be read"));
    }
}

TEST(ConfigProject, UnknownKeysAreNamedWithPlaceLineAndSuggestion) {
    const auto text = complaint_about_project("[profile.x]\n  databse = \"d\"\n");
    EXPECT_TRUE(contains(text, "pgslate.toml:2:3|unknown key 'databse'|  databse = ..."));
    EXPECT_TRUE(contains(text, "Did you mean 'database'?"));
    EXPECT_TRUE(contains(complaint_about_project("default_profil = 'x'"),
                         "Did you mean 'default_profile'?"));
    EXPECT_TRUE(
        contains(complaint_about_project("[profile.x]\nssl_mode='x'"), "Did you mean 'sslmode'?"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\npassword={ enf='x' }"),
                         "Did you mean 'env'?"));
}

TEST(ConfigProject, ColumnsCountBytes) {
    EXPECT_TRUE(contains(complaint_about_project("\"\xC3\xA4\" = 1"), "pgslate.toml:1:1|"));
    EXPECT_TRUE(contains(complaint_about_project("[profile]\nx = { \"\xC3\xA4\" = 1, colour = 2 }"),
                         "pgslate.toml:2:17|unknown key 'colour'"));
}

TEST(ConfigProject, AllProblemsAreReportedTogetherInTheOrderOfTheLines) {
    const TemporaryFolder folder;
    folder.write("pgslate.toml", "models = 'x'\n[profile.b]\nlocal = 'yes'\nuser = 5\n"
                                 "[profile.a]\nurl = 'mysql://h/d'\nlock_timeout = '5 parsecs'\n"
                                 "protected = 1\n");
    const auto error = error_of([&] { find_project(folder.path()); });
    ASSERT_EQ(error.problems().size(), 6U);
    const std::vector<int> lines = {1, 3, 4, 6, 7, 8};
    for (std::size_t i = 0; i < lines.size(); ++i)
        EXPECT_EQ(error.problems()[i].place.line, lines[i]);
    EXPECT_EQ(error.problems()[1].message,
              "'local' of profile 'b' must be true or false, not a string");
    EXPECT_EQ(error.problems()[1].excerpt, "local = 'yes'");
}

TEST(ConfigProject, WrongTypesAreErrors) {
    EXPECT_TRUE(contains(complaint_about_project("default_profile = 1"),
                         "must be a string, not an integer"));
    EXPECT_TRUE(contains(complaint_about_project("models = []"), "array of strings"));
    EXPECT_TRUE(contains(complaint_about_project("models = ['a', 1]"), "array of strings"));
    EXPECT_TRUE(contains(complaint_about_project("models = ['']"), "array of strings"));
    EXPECT_TRUE(contains(complaint_about_project("profile = 1"), "must hold tables"));
    EXPECT_TRUE(contains(complaint_about_project("profile.x = 1"), "must be a table"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\nsslmode = 1.5"),
                         "must be a string, not a number"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\npassword = 1"), "unknown way"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\npassword = {}"), "unknown way"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\npassword = {env='a',file='b'}"),
                         "unknown way"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\npassword = {command='a'}"),
                         "array of strings"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\nuser = \"a\\u0000\""), "NUL"));
}

TEST(ConfigProject, NamesForANewDatabaseAreCheckedWhereTheyStand) {
    for (const std::string key : {"owner", "template", "encoding", "locale"}) {
        const auto start = format("pgslate.toml:2:1|'{}' of profile 'x'", key);
        const auto line = format("[profile.x]\n{} = ", key);
        EXPECT_TRUE(contains(complaint_about_project(line + "''"),
                             format("{}: the name of the {}", start, key)));
        EXPECT_TRUE(
            contains(complaint_about_project(format("{}'{:x<64}'", line, "")), "has 64 bytes"));
        const auto* wanted =
            key == "template" ? "is true, false, or the name of" : "must be a string";
        EXPECT_TRUE(contains(complaint_about_project(line + "1"), format("{} {}", start, wanted)));
        EXPECT_TRUE(contains(complaint_about_project(line + "\"a\\u0000\""), "NUL"));
    }
}

TEST(ConfigProject, ATemplateIsNotNamedByAYes) {
    for (const auto* word : {"yes", "true", "off"})
        EXPECT_TRUE(
            contains(complaint_about_project(format("[profile.x]\ntemplate = '{}'", word)),
                     "'template' of profile 'x' is true, false, or the name of a database"));
}

TEST(ConfigProject, SparesAreCopiesOfTheTemplateThatIsKept) {
    const auto beside = [](const char* other) {
        return complaint_about_project(format("[profile.x]\nspares = 2\ntemplate = {}", other));
    };
    EXPECT_TRUE(contains(beside("false"), "'spares' of profile 'x' cannot stand beside 'template = "
                                          "false'"));
    EXPECT_TRUE(contains(beside("'base'"), "cannot stand beside 'template' with the name of a"));
}

TEST(ConfigProject, SparesAreAFew) {
    for (const auto* wrong : {"-1", "17", "'2'", "1.5"})
        EXPECT_TRUE(contains(complaint_about_project(format("[profile.x]\nspares = {}", wrong)),
                             "'spares' of profile 'x' is a number from 0 to 16"))
            << wrong;
}

TEST(ConfigProject, KeysWithAPlaceOfTheirOwnAreTold) {
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\nhost = 'h'"), "'url'"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\nport = 1"), "'url'"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\ndbname = 'd'"), "Write 'database'"));
    EXPECT_TRUE(contains(complaint_about_project("[profile.x]\nservice = 's'"), "never mixed"));
}

TEST(ConfigProject, ThePrivateServerHasNoAddressBesideIt) {
    const auto text =
        complaint_about_project("[profile.x]\nlocal=true\nurl='h'\nuser='u'\npassword='geheim'");
    EXPECT_TRUE(contains(text, ":3:1|'url' of profile 'x' cannot stand beside 'local = true'"));
    EXPECT_TRUE(contains(text, ":4:1|'user'"));
    EXPECT_TRUE(contains(text, ":5:1|'password'"));
    EXPECT_FALSE(contains(text, "geheim"));
}

TEST(ConfigProject, BadTomlAndBadBytesAreNamedWithTheirPlace) {
    EXPECT_TRUE(contains(complaint_about_project("a = 1\n[profile\n"), "pgslate.toml:2:"));
    EXPECT_TRUE(contains(complaint_about_project("a = 1\nb = \"\xFF\"\n"), "pgslate.toml:2:6|"));
    EXPECT_TRUE(
        contains(complaint_about_project("models = ['a']\nmodels = ['b']\n"), "pgslate.toml:2:"));
}

TEST(ConfigProject, NoComplaintShowsAPassword) {
    for (const auto* const toml :
         {"[profile.x]\npasword = 'geheim'", "[profile.x]\npassword = geheim",
          "profile.x.password = 'geheim", "[profile.x]\npassword = ['geheim']",
          "password = 'geheim'", "profile.x = { password = 'geheim', colour = 1 }",
          "profile.x = { password = 'geheim'", "[profile.x]\nurl = 'postgresql://u:geheim@h:x/d'",
          "[profile.x]\nlocal = 'x', a='geheim'", "[profile.x]\npassword = { enf = 'geheim' }",
          "[profile.x]\npassword = 'a\ngeheim"})
        EXPECT_FALSE(contains(complaint_about_project(toml), "geheim")) << toml;
    EXPECT_FALSE(
        contains(complaint_about_project("[profile.x]\npassword = 99999999999999999999"), "99999"));
    EXPECT_EQ(without_secrets("user = 'x'"), "user = 'x'");
    EXPECT_EQ(without_secrets("user = 'x', password = 'y'"), "user = ...");
    EXPECT_EQ(without_secrets("[profile.x"), "[profile.x");
    EXPECT_EQ(without_secrets("y'''"), "");
}

TEST(ConfigProject, DefaultProfileMustExist) {
    const auto text = complaint_about_project(
        "default_profile = 'produktion'\n[profile.production]\n[profile.ci]\n");
    EXPECT_TRUE(contains(text, "pgslate.toml:1:1|'default_profile' names a profile 'produktion'"));
    EXPECT_TRUE(contains(text, "Did you mean 'production'?"));
    EXPECT_TRUE(contains(text, "The profiles are: ci, production."));
}

TEST(ConfigProject, ALiteralPasswordThatOthersCanReadIsWarnedAbout) {
    const TemporaryFolder folder;
    const auto warnings = [&](const std::string& toml, unsigned mode) {
        const auto file = folder.write("pgslate.toml", "[profile.x]\n" + toml);
        std::filesystem::permissions(file, std::filesystem::perms(mode));
        return find_project(folder.path()).warnings;
    };
    EXPECT_TRUE(warnings("password = 'geheim'", 0600).empty());
    ASSERT_EQ(warnings("password = 'geheim'", 0640).size(), 1U);
    const auto text = warnings("password = 'geheim'", 0604).front();
    EXPECT_TRUE(contains(text, "pgslate.toml holds a password and can be read by others"));
    EXPECT_FALSE(contains(text, "geheim"));
    EXPECT_EQ(warnings("url = 'postgresql://u:p@h/d'", 0644).size(), 1U);
    EXPECT_EQ(warnings("sslpassword = 'p'", 0644).size(), 1U);
    EXPECT_TRUE(warnings("password = ''", 0644).empty());
    EXPECT_TRUE(warnings("password = { env = 'X' }", 0644).empty());
    EXPECT_TRUE(warnings("url = 'postgresql://u@h/d'", 0644).empty());
}

TEST(ConfigProject, BytesThatCannotStandAreNamed) {
    EXPECT_TRUE(contains(complaint_about_project(std::string("#\0", 2)),
                         "pgslate.toml:1:2|a NUL byte can't"));
    EXPECT_TRUE(contains(complaint_about_project("#\xFF"),
                         "pgslate.toml:1:2|this byte is not valid UTF-8"));
}

TEST(ConfigProject, PathsAreShownAsAPersonInTheFolderWouldWriteThem) {
    EXPECT_EQ(seen_from("/a/b", "/a/b/c/d"), "c/d");
    EXPECT_EQ(seen_from("/a/b", "/a/c"), "/a/c");
    EXPECT_EQ(seen_from("/a/b/", "/a/b/./c/../d"), "d");
}

TEST(ConfigDuration, NeedsAUnit) {
    EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
    EXPECT_EQ(parse_duration("5s"), milliseconds(5000));
    EXPECT_EQ(parse_duration("2 min"), milliseconds(120000));
    EXPECT_EQ(parse_duration("1h"), milliseconds(3600000));
    for (const auto* const bad : {"", "5", "s", "5S", "0s", "-1s", "1.5s", "5s ", "25d", "600h",
                                  "99999999999999999999s", " 5s"})
        EXPECT_FALSE(parse_duration(bad)) << bad;
    EXPECT_EQ(duration_of_seconds(7), milliseconds(7000));
    EXPECT_FALSE(duration_of_seconds(0));
    EXPECT_FALSE(duration_of_seconds(2147484));
}

TEST(ConfigDuration, IsInSecondsWhereThereAreNoNumbersButInText) {
    EXPECT_EQ(parse_duration_or_seconds("7"), milliseconds(7000));
    EXPECT_EQ(parse_duration_or_seconds("7ms"), milliseconds(7));
    for (const auto* const bad : {"", "0", "-1", "1.5", "+7", " 7", "7 ", "0x7", "2147484",
                                  "99999999999999999999", "7 s s"})
        EXPECT_FALSE(parse_duration_or_seconds(bad)) << bad;
}

} // namespace
} // namespace pgslate::config
