#include "config/find_target.hpp"
#include "config_support.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgslate::config {
namespace {

class ConfigTarget : public ::testing::Test {
  protected:
    TemporaryFolder folder_;
    TargetChoice choice_;

    Target found(const Environment& environment = {}) const {
        return find_target(choice_, environment, folder_.path());
    }
    Error refused(const Environment& environment = {}) const {
        return error_of([&] { found(environment); });
    }
    std::string complaint(const Environment& environment = {}) const {
        const auto error = refused(environment);
        EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
        return text_of(error);
    }
    void project(const std::string& toml) const { folder_.write("pgslate.toml", toml); }
};

constexpr const char* one_profile = "[profile.x]\nurl='h'\nuser='u'\npassword='p'\ndatabase='d'\n";

TEST_F(ConfigTarget, ComesFromTheFirstSourceThatApplies) {
    project(std::string("default_profile='x'\n[profile.y]\nlocal=true\n") + one_profile);
    const Environment nothing{};
    const Environment profile{{"PGSLATE_PROFILE", "y"}};
    const Environment libpq{{"PGSLATE_PROFILE", "y"}, {"PGDATABASE", "p"}};
    const Environment url{
        {"PGSLATE_PROFILE", "y"}, {"PGDATABASE", "p"}, {"DATABASE_URL", "postgres://u@h/e"}};
    const Environment four{
        {"PGSLATE_PROFILE", "y"}, {"PGDATABASE", "p"},     {"DATABASE_URL", "postgres://u@h/e"},
        {"POSTGRES_URL", "h4"},   {"POSTGRES_USER", "u4"}, {"POSTGRES_PW", ""},
        {"POSTGRES_DB", "d4"}};
    EXPECT_EQ(found(nothing).source, "profile 'x' (default_profile at pgslate.toml:1)");
    EXPECT_EQ(found(profile).source, "profile 'y' (PGSLATE_PROFILE)");
    EXPECT_EQ(found(libpq).source, "PGDATABASE and libpq's other variables");
    EXPECT_EQ(found(url).source, "DATABASE_URL");
    EXPECT_EQ(found(four).source, "POSTGRES_URL, POSTGRES_USER, POSTGRES_PW and POSTGRES_DB");
    choice_.profile = "x";
    EXPECT_EQ(found(four).source, "profile 'x' (--profile)");
    choice_.profile.reset();
    choice_.local = true;
    EXPECT_EQ(found(four).source, "--local");
    choice_.local = false;
    choice_.url = "postgres://u@h/c";
    EXPECT_EQ(found(four).source, "--url");
}

TEST_F(ConfigTarget, TellsWhichProfileTheEnvironmentGoesBefore) {
    const Environment url{{"DATABASE_URL", "postgres://u@h/e"}};
    const Environment libpq{{"PGDATABASE", "p"}};
    const Environment four{
        {"POSTGRES_URL", "h"}, {"POSTGRES_USER", "u"}, {"POSTGRES_PW", "p"}, {"POSTGRES_DB", "d"}};
    EXPECT_EQ(found(url).passed_over, "") << "there is no file";
    project(one_profile);
    EXPECT_EQ(found(url).passed_over, "a profile of " + (folder_.path() / "pgslate.toml").string());
    EXPECT_EQ(found({{"DATABASE_URL", "postgres://u@h/e"}, {"PGSLATE_PROFILE", "x"}}).passed_over,
              "profile 'x' (PGSLATE_PROFILE)");
    project(std::string("default_profile='x'\n") + one_profile);
    for (const auto& environment : {url, libpq, four})
        EXPECT_EQ(found(environment).passed_over,
                  "profile 'x' (default_profile at pgslate.toml:1)");
    EXPECT_EQ(found().passed_over, "") << "it is the profile";
    choice_.profile = "x";
    EXPECT_EQ(found(url).passed_over, "") << "the command line goes before both";
}

TEST_F(ConfigTarget, WarnsOfTheFileOnlyWhereTheFileIsTheSource) {
    project(one_profile);
    std::filesystem::permissions(folder_.path() / "pgslate.toml", std::filesystem::perms(0644));
    EXPECT_EQ(found({{"DATABASE_URL", "postgres://u@h/e"}}).warnings.size(), 0U);
    EXPECT_EQ(found({{"PGSLATE_PROFILE", "x"}}).warnings.size(), 1U);
}

TEST_F(ConfigTarget, KnowsTheWordsThatAKeywordTakes) {
    EXPECT_TRUE(contains(complaint({{"DATABASE_URL", "postgres://u@h/e?sslmode=requrie"}}),
                         "DATABASE_URL: sslmode can't be 'requrie'|\n  Did you mean 'require'?"));
    EXPECT_TRUE(contains(
        complaint({{"DATABASE_URL", "postgres://u@h/e"}, {"PGGSSENCMODE", "nonsense"}}),
        "PGGSSENCMODE: it can't be 'nonsense'|\n  It is one of disable, prefer, require."));
    EXPECT_TRUE(contains(complaint({{"PGDATABASE", "d"}, {"PGSSLMODE", "x"}}), "PGSSLMODE: "));
    project("[profile.y]\nurl='h'\nuser='u'\ndatabase='d'\ntarget_session_attrs='some'\n");
    EXPECT_TRUE(
        contains(complaint({{"PGSLATE_PROFILE", "y"}}), "target_session_attrs can't be 'some'"));
}

TEST_F(ConfigTarget, WhatTheSourceSaysHidesTheVariableOfAKeyword) {
    const Environment environment{{"DATABASE_URL", "postgres://u@h/e?sslmode=require"},
                                  {"PGSSLMODE", "nonsense"}};
    EXPECT_EQ(keyword(found(environment).keywords, "sslmode"), "require");
    EXPECT_EQ(found({{"DATABASE_URL", "postgres://u@h/e"}, {"PGSSLMODE", ""}}).database, "e");
}

TEST_F(ConfigTarget, AFolderWithALongNameNeedsAnotherNameForItsDatabase) {
    const auto folder = folder_.path() / std::string(64, 'x');
    std::filesystem::create_directory(folder);
    choice_.local = true;
    EXPECT_TRUE(contains(text_of(error_of([&] { find_target(choice_, {}, folder); })),
                         "give another with --database NAME"));
    choice_.database = "short";
    EXPECT_EQ(find_target(choice_, {}, folder).database, "short");
}

TEST_F(ConfigTarget, SourcesOnTheCommandLineExcludeEachOther) {
    choice_.url = "postgres://u@h/c";
    choice_.local = true;
    EXPECT_EQ(refused().status(), ExitStatus::usage);
    EXPECT_TRUE(contains(text_of(refused()), "--url and --local cannot be given together"));
    choice_.profile = "x";
    EXPECT_TRUE(contains(text_of(refused()), "--url and --local and --profile"));
}

TEST_F(ConfigTarget, WithoutASourceAllWaysAreShown) {
    const auto text = complaint();
    for (const auto* const way : {"POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PW", "POSTGRES_DB",
                                  "DATABASE_URL", "--url", "--local", "PGDATABASE", "pgslate init"})
        EXPECT_TRUE(contains(text, way)) << way;
    project(one_profile);
    EXPECT_TRUE(contains(complaint(), "default_profile: x."));
}

TEST_F(ConfigTarget, UrlSaysEverythingLibpqCouldTakeFromItsEnvironment) {
    choice_.url = "postgresql://u:geheim@h1:1,h2/d?sslmode=require";
    const auto target = found();
    EXPECT_EQ(
        target.keywords,
        (Keywords{{"host", "h1,h2"}, {"port", "1,5432"}, {"user", "u"}, {"sslmode", "require"}}));
    EXPECT_EQ(revealed(target.password), "geheim");
    EXPECT_EQ(target.database, "d");
    EXPECT_FALSE(target.is_protected);
    EXPECT_EQ(target.lock_timeout.value, std::chrono::seconds(60));
    EXPECT_EQ(target.lock_timeout.origin.name, "default");
    EXPECT_EQ(target.folder, folder_.path());
}

TEST_F(ConfigTarget, UrlWithoutUserTakesTheOperatingSystems) {
    choice_.url = "postgresql://h/d?hostaddr=127.0.0.1";
    const auto target = found({{"PGUSER", "wrong"}});
    EXPECT_NE(keyword(target.keywords, "user"), "(none)");
    EXPECT_NE(keyword(target.keywords, "user"), "wrong");
    EXPECT_EQ(target.source, "--url, with the operating system's user name");
    EXPECT_EQ(keyword(target.keywords, "hostaddr"), "127.0.0.1");
    EXPECT_EQ(target.keywords.size(), 4U);
}

TEST_F(ConfigTarget, UrlNeedsADatabaseUnlessOneIsNamed) {
    choice_.url = "postgresql://u@h";
    EXPECT_EQ(refused().status(), ExitStatus::usage);
    EXPECT_TRUE(contains(text_of(refused()), "--url: no database is named"));
    EXPECT_TRUE(contains(text_of(refused()), "--database NAME"));
    choice_.database = "d";
    EXPECT_EQ(found().database, "d");
    choice_.database.reset();
    choice_.option = "--like";
    EXPECT_TRUE(contains(text_of(refused()), "--like: no database is named"));
    EXPECT_FALSE(contains(text_of(refused()), "--database")) << "that is the target's";
}

TEST_F(ConfigTarget, DatabaseOptionReplacesTheNameOnly) {
    choice_.database = "other";
    const auto target = found({{"DATABASE_URL", "postgresql://u@h/d"}});
    EXPECT_EQ(target.database, "other");
    EXPECT_EQ(keyword(target.keywords, "host"), "h");
    choice_.database = "";
    EXPECT_EQ(refused({{"DATABASE_URL", "postgresql://u@h/d"}}).status(), ExitStatus::usage);
}

TEST_F(ConfigTarget, AnEmptyVariableIsAnErrorAndNotTheNextSource) {
    project(std::string("default_profile='x'\n") + one_profile);
    EXPECT_TRUE(contains(complaint({{"DATABASE_URL", ""}}), "DATABASE_URL: it is empty"));
    EXPECT_TRUE(contains(complaint({{"PGDATABASE", ""}}), "PGDATABASE: it is empty"));
    EXPECT_TRUE(contains(complaint({{"PGSERVICE", ""}}), "PGSERVICE: it is empty"));
    EXPECT_TRUE(contains(complaint({{"PGSLATE_PROFILE", ""}}), "The profiles are: x."));
}

TEST_F(ConfigTarget, NamesLongerThanPostgresqlTakesAreErrors) {
    choice_.url = "postgresql://u@h/" + std::string(63, 'd');
    EXPECT_EQ(found().database.size(), 63U);
    choice_.url = "postgresql://u@h/" + std::string(64, 'd');
    EXPECT_TRUE(contains(text_of(refused()), "has 64 bytes, PostgreSQL takes at most 63"));
    choice_.url = "postgresql://" + std::string(64, 'u') + "@h/d";
    EXPECT_TRUE(contains(text_of(refused()), "the name of the user"));
}

TEST_F(ConfigTarget, ProfileGivesEverything) {
    project("[profile.x]\nurl='h:1'\nuser='u'\npassword='p'\ndatabase='d'\nprotected=true\n"
            "lock_timeout=3\nmodels=['m']\nsslmode='require'\nhostaddr='10.0.0.1'\n");
    choice_.profile = "x";
    const auto target = found({{"POSTGRES_DB", "ignored"}});
    EXPECT_EQ(keyword(target.keywords, "host"), "h");
    EXPECT_EQ(keyword(target.keywords, "port"), "1");
    EXPECT_EQ(keyword(target.keywords, "user"), "u");
    EXPECT_EQ(keyword(target.keywords, "sslmode"), "require");
    EXPECT_EQ(keyword(target.keywords, "hostaddr"), "10.0.0.1");
    EXPECT_EQ(revealed(target.password), "p");
    EXPECT_EQ(target.database, "d");
    EXPECT_TRUE(target.is_protected);
    EXPECT_EQ(target.protected_by, "pgslate.toml:6");
    EXPECT_EQ(target.lock_timeout.value, std::chrono::seconds(3));
    EXPECT_EQ(to_string(target.lock_timeout.origin), "pgslate.toml:7");
    EXPECT_EQ(target.models.value.front(), "m");
    EXPECT_EQ(target.file, folder_.path() / "pgslate.toml");
}

TEST_F(ConfigTarget, LockTimeoutIsTheCommandLinesThenTheVariablesThenTheProfiles) {
    project(std::string(one_profile) + "lock_timeout='5s'\n");
    choice_.profile = "x";
    EXPECT_EQ(found().lock_timeout.value, std::chrono::seconds(5));
    const Environment variable{{"PGSLATE_LOCK_TIMEOUT", "500ms"}};
    EXPECT_EQ(found(variable).lock_timeout.value, std::chrono::milliseconds(500));
    EXPECT_EQ(to_string(found(variable).lock_timeout.origin), "PGSLATE_LOCK_TIMEOUT");
    choice_.lock_timeout = "7";
    EXPECT_EQ(found(variable).lock_timeout.value, std::chrono::seconds(7));
    EXPECT_EQ(to_string(found(variable).lock_timeout.origin), "--lock-timeout");
}

TEST_F(ConfigTarget, LockTimeoutVariableHoldsForEverySource) {
    const auto timeout = [&](const Environment& environment) {
        return found(environment).lock_timeout.value;
    };
    const auto three = std::chrono::seconds(3);
    const std::string name = "PGSLATE_LOCK_TIMEOUT";
    EXPECT_EQ(timeout({{name, "3"}, {"POSTGRES_URL", "postgres://u:p@h/d"}}), three);
    EXPECT_EQ(timeout({{name, "3"}, {"DATABASE_URL", "postgres://u@h/d"}}), three);
    EXPECT_EQ(timeout({{name, "3"}, {"PGDATABASE", "d"}}), three);
    choice_.local = true;
    EXPECT_EQ(timeout({{name, "3"}}), three);
    choice_.local = false;
    choice_.url = "postgres://u@h/d";
    EXPECT_EQ(timeout({{name, "3"}}), three);
}

TEST_F(ConfigTarget, ABadLockTimeoutIsNamedWithWhoSaidIt) {
    choice_.url = "postgres://u@h/d";
    for (const auto* const bad : {"", "soon", "0", "-1", "1.5", "5 parsecs", "600h"}) {
        const auto text = complaint({{"PGSLATE_LOCK_TIMEOUT", bad}});
        EXPECT_TRUE(
            contains(text, "PGSLATE_LOCK_TIMEOUT: '" + std::string(bad) + "' is not a time"));
        EXPECT_TRUE(contains(text, "Write a time such as"));
    }
    choice_.lock_timeout = "soon";
    EXPECT_EQ(refused().status(), ExitStatus::usage);
    EXPECT_TRUE(contains(text_of(refused()), "--lock-timeout: 'soon' is not a time"));
}

TEST_F(ConfigTarget, SaysHowANewDatabaseIsMade) {
    choice_.url = "postgres://u@h/d";
    EXPECT_EQ(found().new_database.owner + found().new_database.template_name
                  + found().new_database.encoding + found().new_database.locale,
              "");
    choice_.url.reset();
    project(std::string(one_profile)
            + "owner='o'\ntemplate='t'\nencoding='UTF8'\nlocale='C.UTF-8'\n");
    choice_.profile = "x";
    choice_.owner = "another \"o\"";
    choice_.encoding = "LATIN1";
    const auto made = found().new_database;
    EXPECT_EQ(made.owner, "another \"o\"");
    EXPECT_EQ(made.template_name, "t");
    EXPECT_EQ(made.encoding, "LATIN1");
    EXPECT_EQ(made.locale, "C.UTF-8");
    choice_.template_name = "t2";
    choice_.locale = "de_DE";
    EXPECT_EQ(found().new_database.template_name, "t2");
    EXPECT_EQ(found().new_database.locale, "de_DE");
}

TEST_F(ConfigTarget, SaysWhetherWhatModelsMakeIsKept) {
    choice_.url = "postgres://u@h/d";
    EXPECT_EQ(found().template_cache, TemplateCache::none);
    choice_.url.reset();
    choice_.profile = "x";
    project(std::string(one_profile) + "template = true\n");
    EXPECT_EQ(found().template_cache, TemplateCache::always);
    EXPECT_EQ(found().new_database.template_name, "");
    EXPECT_EQ(found().spares, 0);
    project(std::string(one_profile) + "spares = 2\n");
    EXPECT_EQ(found().template_cache, TemplateCache::always);
    EXPECT_EQ(found().spares, 2);
    choice_.template_cache = false;
    EXPECT_EQ(found().template_cache, TemplateCache::none);
    choice_ = {};
    choice_.local = true;
    choice_.database = "d";
    EXPECT_EQ(found().template_cache, TemplateCache::where_it_pays);
}

TEST_F(ConfigTarget, NamesForANewDatabaseAreChecked) {
    choice_.url = "postgres://u@h/d";
    for (auto [part, name] : {std::pair(&TargetChoice::owner, "owner"),
                              std::pair(&TargetChoice::template_name, "template"),
                              std::pair(&TargetChoice::encoding, "encoding"),
                              std::pair(&TargetChoice::locale, "locale")}) {
        const auto flag = "--" + std::string(name) + ": the name of the " + name;
        for (const auto& [bad, complaint] :
             {std::pair(std::string(64, 'x'), " has 64 bytes"),
              std::pair(std::string(), " is empty"), std::pair(std::string("a\0b", 3), " is not"),
              std::pair(std::string("\xE4"), " is not valid UTF-8")}) {
            choice_.*part = bad;
            EXPECT_EQ(refused().status(), ExitStatus::usage);
            EXPECT_TRUE(contains(text_of(refused()), flag + complaint)) << name;
        }
        choice_.*part = std::string(63, 'x');
        EXPECT_EQ(found().keywords.empty(), false);
        (choice_.*part).reset();
    }
}

TEST_F(ConfigTarget, ProfileMayHoldAWholeUrlThatAgrees) {
    project("[profile.x]\nurl='postgresql://u:p@h/d?sslmode=require'\nuser='u'\n"
            "sslmode='require'\n");
    choice_.profile = "x";
    EXPECT_EQ(found().database, "d");
    EXPECT_EQ(keyword(found().keywords, "sslmode"), "require");
    project("[profile.x]\nurl='postgresql://u:geheim@h/d?sslmode=require'\nuser='v'\n"
            "password='geheim2'\ndatabase='e'\nsslmode='disable'\n");
    const auto text = complaint();
    EXPECT_EQ(refused().problems().size(), 4U);
    EXPECT_TRUE(contains(text, "pgslate.toml:3:1|'user' of profile 'x' and 'url' of profile 'x' "
                               "give different users"));
    EXPECT_FALSE(contains(text, "geheim"));
}

TEST_F(ConfigTarget, WhatAProfileLacksIsNamedWithItsPlace) {
    project("\n[profile.x]\nuser='u'\n");
    choice_.profile = "x";
    const auto error = refused();
    ASSERT_EQ(error.problems().size(), 2U);
    EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
    EXPECT_EQ(error.problems()[0].message, "profile 'x' has no 'url'");
    EXPECT_EQ(error.problems()[1].message, "profile 'x' has no 'database'");
    EXPECT_EQ(error.problems()[1].place.line, 2);
    choice_.database = "d";
    EXPECT_EQ(refused().problems().size(), 1U);
}

TEST_F(ConfigTarget, AnUnknownProfileIsNamedWithTheKnownOnes) {
    project(one_profile);
    choice_.profile = "y";
    EXPECT_TRUE(contains(complaint(), "--profile names a profile 'y' that does not exist"));
    EXPECT_TRUE(contains(complaint(), "The profiles are: x."));
    choice_.profile.reset();
    const auto text = complaint({{"PGSLATE_PROFILE", "xx"}});
    EXPECT_TRUE(contains(text, "PGSLATE_PROFILE names a profile 'xx'"));
    EXPECT_TRUE(contains(text, "Did you mean 'x'?"));
    std::filesystem::remove(folder_.path() / "pgslate.toml");
    EXPECT_TRUE(contains(complaint({{"PGSLATE_PROFILE", "x"}}), "There is no pgslate.toml"));
}

TEST_F(ConfigTarget, LocalNamesItsDatabaseAfterTheFolder) {
    choice_.local = true;
    const auto target = found();
    EXPECT_TRUE(target.local);
    EXPECT_TRUE(target.keywords.empty());
    EXPECT_EQ(target.database, folder_.path().filename());
    choice_.database = "d";
    EXPECT_EQ(found().database, "d");
}

TEST_F(ConfigTarget, LocalProfileKeepsItsSettings) {
    project(
        "[profile.x]\nlocal=true\ndatabase='d'\nprotected=true\nmodels=['m']\noptions='-c a=b'");
    choice_.profile = "x";
    const auto target = found();
    EXPECT_TRUE(target.local);
    EXPECT_EQ(target.database, "d");
    EXPECT_TRUE(target.is_protected);
    EXPECT_EQ(target.models.value.front(), "m");
    EXPECT_EQ(target.keywords, (Keywords{{"options", "-c a=b"}}));
    project("[profile.x]\nlocal=true\n");
    EXPECT_EQ(found().database, folder_.path().filename());
    project("[profile.x]\nlocal=true\ndatabase=''\n");
    EXPECT_TRUE(contains(complaint(), "the name of the database is empty"));
}

TEST_F(ConfigTarget, LibpqsVariablesMakeAWholeTarget) {
    const auto target = found({{"PGDATABASE", "d"},
                               {"PGHOST", "h"},
                               {"PGHOSTADDR", "::1"},
                               {"PGPORT", ""},
                               {"PGUSER", "u"},
                               {"PGOPTIONS", "-c a=b"}});
    EXPECT_EQ(target.keywords,
              (Keywords{{"host", "h"}, {"hostaddr", "::1"}, {"user", "u"}, {"options", "-c a=b"}}));
    EXPECT_FALSE(target.password);
    EXPECT_EQ(target.database, "d");
}

TEST_F(ConfigTarget, ServiceNamesTheDatabase) {
    const auto file = folder_.write("services", "# c\n[other]\ndbname=no\n\n  [mine]\nhost=h\n"
                                                " dbname=yes\ndbname=late\n[last]\ndbname=no\n");
    Environment environment{{"PGSERVICE", "mine"}, {"PGSERVICEFILE", file.string()}};
    EXPECT_EQ(found(environment).database, "yes");
    EXPECT_EQ(found(environment).source, "PGSERVICE and libpq's other variables");
    EXPECT_EQ(
        found({{"PGSERVICE", "mine"}, {"PGSERVICEFILE", file.string()}, {"PGDATABASE", "yes"}})
            .database,
        "yes");
    const Environment differs{
        {"PGSERVICE", "mine"}, {"PGSERVICEFILE", file.string()}, {"PGDATABASE", "other"}};
    EXPECT_TRUE(contains(complaint(differs), "says 'yes'"));
    choice_.database = "d";
    EXPECT_EQ(found(differs).database, "d");
}

TEST_F(ConfigTarget, ServiceHidesLibpqsVariables) {
    const auto file = folder_.write("services", "[mine]\nhost=h\ndbname=d\n");
    Environment environment{{"PGSERVICE", "mine"},
                            {"PGSERVICEFILE", file.string()},
                            {"PGHOST", "other"},
                            {"PGUSER", "u"}};
    EXPECT_EQ(found(environment).keywords, (Keywords{{"service", "mine"}, {"user", "u"}}));
    const Environment unknown{{"PGSERVICE", "its"}, {"PGDATABASE", "d"}, {"PGHOST", "other"}};
    EXPECT_EQ(found(unknown).keywords, (Keywords{{"service", "its"}}));
}

TEST_F(ConfigTarget, ServiceIsLookedUpInTheHomeAndTheSystemFolder) {
    folder_.write("home/.pg_service.conf", "[a]\ndbname=home\n[none]\n");
    folder_.write("etc/pg_service.conf", "[a]\ndbname=etc\n[b]\ndbname=etc\n");
    const auto database_of = [&](const char* service) {
        return find_target(choice_,
                           {{"PGSERVICE", service},
                            {"HOME", (folder_.path() / "home").string()},
                            {"PGSYSCONFDIR", (folder_.path() / "etc").string()}},
                           folder_.path())
            .database;
    };
    EXPECT_EQ(database_of("a"), "home");
    EXPECT_EQ(database_of("b"), "etc");
    EXPECT_TRUE(contains(text_of(error_of([&] { database_of("c"); })), "in no service file"));
    EXPECT_TRUE(contains(text_of(error_of([&] { database_of("none"); })), "no database is named"));
}

TEST_F(ConfigTarget, ModelsComeFromTheNearestThatNamesThem) {
    const Environment environment{{"DATABASE_URL", "postgresql://u@h/d"}};
    EXPECT_EQ(found(environment).models.origin.name, "default");
    project("models=['file']\ndefault_profile='x'\n[profile.x]\nurl='h'\ndatabase='d'\n"
            "models=['profile']\n");
    EXPECT_EQ(found(environment).models.value.front(), "file");
    EXPECT_EQ(found().models.value.front(), "profile");
    EXPECT_EQ(find_models(choice_, {}, folder_.path()).value.front(), "profile");
    EXPECT_EQ(find_models(choice_, environment, folder_.path()).value.front(), "file");
    choice_.models = {"a", "/b"};
    EXPECT_EQ(found().models.value, (std::vector<std::filesystem::path>{"a", "/b"}));
    EXPECT_EQ(found().models.origin.name, "--models");
    choice_.models = {""};
    EXPECT_EQ(refused().status(), ExitStatus::usage);
}

TEST_F(ConfigTarget, ModelsNeedNoTarget) {
    EXPECT_EQ(find_models(choice_, {}, folder_.path()).value.front(), "schemas");
    project("default_profile='x'\n[profile.x]\nmodels=['m']\npassword={env='UNSET'}\n");
    EXPECT_EQ(find_models(choice_, {}, folder_.path()).value.front(), "m");
}

TEST_F(ConfigTarget, WarningsOfTheFileTravelAlong) {
    project(one_profile);
    std::filesystem::permissions(folder_.path() / "pgslate.toml", std::filesystem::perms(0644));
    choice_.profile = "x";
    EXPECT_EQ(found().warnings.size(), 1U);
}

} // namespace
} // namespace pgslate::config
