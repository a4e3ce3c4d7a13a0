#include "config/environment.hpp"
#include "config/find_target.hpp"
#include "config_support.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <unistd.h>

namespace pgslate::config {
namespace {

using Variables = std::initializer_list<std::pair<const std::string, std::string>>;

Target found(Variables variables) {
    const TemporaryFolder folder;
    return find_target({}, variables, folder.path());
}

Error refused(Variables variables) {
    return error_of([&] { found(variables); });
}

std::string complaint(Variables variables) {
    const auto error = refused(variables);
    EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
    return text_of(error);
}

std::vector<std::string> messages(const Error& error) {
    std::vector<std::string> result;
    for (const auto& problem : error.problems()) result.push_back(problem.message);
    return result;
}

TEST(ConfigEnvironment, OfTheProcessIsWhatGetenvSees) {
    const auto environment = Environment::of_process();
    ASSERT_NE(std::getenv("PATH"), nullptr);
    EXPECT_EQ(environment.get("PATH"), std::getenv("PATH"));
    EXPECT_FALSE(environment.get("PGSLATE_NO_SUCH_VARIABLE"));
    EXPECT_EQ((Environment{{"A", ""}}).get("A"), "");
}

TEST(ConfigFourVariables, GiveTheTarget) {
    const auto target = found({{"POSTGRES_URL", "127.0.0.1:5433"},
                               {"POSTGRES_USER", "u"},
                               {"POSTGRES_PW", "p"},
                               {"POSTGRES_DB", "d"}});
    EXPECT_EQ(target.keywords, (Keywords{{"host", "127.0.0.1"}, {"port", "5433"}, {"user", "u"}}));
    EXPECT_EQ(revealed(target.password), "p");
    EXPECT_EQ(target.database, "d");
}

TEST(ConfigFourVariables, MissingOnesAreNamedAllAtOnceInTheseVeryWords) {
    EXPECT_EQ(messages(refused({{"POSTGRES_USER", "u"}})),
              (std::vector<std::string>{"Expected environment variable 'POSTGRES_URL' not set.",
                                        "Expected environment variable 'POSTGRES_PW' not set.",
                                        "Expected environment variable 'POSTGRES_DB' not set."}));
    EXPECT_EQ(messages(refused({{"POSTGRES_URL", "h"}, {"POSTGRES_DB", "d"}})),
              (std::vector<std::string>{"Expected environment variable 'POSTGRES_USER' not set.",
                                        "Expected environment variable 'POSTGRES_PW' not set."}));
    EXPECT_EQ(
        messages(refused({{"POSTGRES_URL", "h"}, {"POSTGRES_DB", "d"}, {"POSTGRES_USER", "u"}})),
        (std::vector<std::string>{"Expected environment variable 'POSTGRES_PW' not set."}));
    EXPECT_EQ(refused({{"POSTGRES_PASSWORD", "u"}}).problems().size(), 3U);
    EXPECT_EQ(refused({{"POSTGRES_DB", "d"}}).status(), ExitStatus::bad_configuration);
}

TEST(ConfigFourVariables, ValuesAreTakenAsTheyAre) {
    const std::string odd = "@ / : % ' \" \\ \n \xC3\xA4 ${x} ?#=";
    const auto target = found({{"POSTGRES_URL", "h"},
                               {"POSTGRES_USER", odd},
                               {"POSTGRES_PW", odd + odd},
                               {"POSTGRES_DB", odd + "d"}});
    EXPECT_EQ(keyword(target.keywords, "user"), odd);
    EXPECT_EQ(revealed(target.password), odd + odd);
    EXPECT_EQ(target.database, odd + "d");
}

TEST(ConfigFourVariables, EmptyOnesAreNamedExceptThePassword) {
    const auto error = refused(
        {{"POSTGRES_URL", ""}, {"POSTGRES_USER", ""}, {"POSTGRES_PW", ""}, {"POSTGRES_DB", ""}});
    EXPECT_EQ(messages(error),
              (std::vector<std::string>{"environment variable 'POSTGRES_URL' is empty",
                                        "environment variable 'POSTGRES_USER' is empty",
                                        "environment variable 'POSTGRES_DB' is empty"}));
    EXPECT_EQ(revealed(found({{"POSTGRES_URL", "h"},
                              {"POSTGRES_USER", "u"},
                              {"POSTGRES_PW", ""},
                              {"POSTGRES_DB", "d"}})
                           .password),
              "");
}

TEST(ConfigFourVariables, NamesAreChecked) {
    const auto text = complaint({{"POSTGRES_URL", "h"},
                                 {"POSTGRES_USER", std::string(64, 'u')},
                                 {"POSTGRES_PW", "p"},
                                 {"POSTGRES_DB", "\xFF"}});
    EXPECT_TRUE(contains(text, "POSTGRES_USER: the name of the user has 64 bytes"));
    EXPECT_TRUE(contains(text, "POSTGRES_DB: the name of the database is not valid UTF-8"));
    EXPECT_TRUE(contains(complaint({{"POSTGRES_URL", "h"},
                                    {"POSTGRES_USER", "u"},
                                    {"POSTGRES_PW", "geheim\xFF"},
                                    {"POSTGRES_DB", "d"}}),
                         "the password is not valid UTF-8"));
}

TEST(ConfigFourVariables, AWholeUrlMayCarryTheOthers) {
    const auto target = found({{"POSTGRES_URL", "postgresql://u:p@h/d?sslmode=require"}});
    EXPECT_EQ(keyword(target.keywords, "user"), "u");
    EXPECT_EQ(keyword(target.keywords, "sslmode"), "require");
    EXPECT_EQ(revealed(target.password), "p");
    EXPECT_EQ(messages(refused({{"POSTGRES_URL", "postgresql://u@h/d"}})),
              (std::vector<std::string>{"Expected environment variable 'POSTGRES_PW' not set."}));
    EXPECT_EQ(found({{"POSTGRES_URL", "postgresql://u:p@h/d"},
                     {"POSTGRES_USER", "u"},
                     {"POSTGRES_PASSWORD", "p"},
                     {"POSTGRES_DB", "d"}})
                  .database,
              "d");
}

TEST(ConfigFourVariables, AUrlAndAVariableThatDifferAreBothNamed) {
    const auto text = complaint({{"POSTGRES_URL", "postgresql://u:geheim@h/d"},
                                 {"POSTGRES_USER", "v"},
                                 {"POSTGRES_PASSWORD", "geheim2"},
                                 {"POSTGRES_DB", "e"}});
    EXPECT_TRUE(contains(text, "POSTGRES_USER and POSTGRES_URL give different users"));
    EXPECT_TRUE(contains(text, "POSTGRES_PASSWORD and POSTGRES_URL give different passwords"));
    EXPECT_TRUE(contains(text, "POSTGRES_DB and POSTGRES_URL give different databases"));
    EXPECT_FALSE(contains(text, "geheim"));
}

TEST(ConfigFourVariables, ABadUrlIsTheOnlyComplaint) {
    const auto error = refused({{"POSTGRES_URL", "mysql://u:geheim@h/d"}});
    EXPECT_EQ(error.problems().size(), 1U);
    EXPECT_FALSE(contains(text_of(error), "geheim"));
}

TEST(ConfigFourVariables, PasswordHasFourNamesButOneValue) {
    const auto password = [](Variables ways) {
        Environment environment = ways;
        const TemporaryFolder folder;
        TargetChoice choice;
        return find_target(choice, environment, folder.path());
    };
    EXPECT_EQ(
        revealed(
            password({{"POSTGRES_URL", "postgres://u@h/d"}, {"POSTGRES_PASSWORD", "p"}}).password),
        "p");
    EXPECT_EQ(revealed(password({{"POSTGRES_URL", "postgres://u@h/d"},
                                 {"POSTGRES_PASSWORD", "p"},
                                 {"POSTGRES_PW", "p"}})
                           .password),
              "p");
    EXPECT_TRUE(contains(complaint({{"POSTGRES_URL", "postgres://u@h/d"},
                                    {"POSTGRES_PASSWORD", "geheim"},
                                    {"POSTGRES_PW", "p"}}),
                         "POSTGRES_PW and POSTGRES_PASSWORD have different values"));
    EXPECT_TRUE(contains(complaint({{"POSTGRES_URL", "postgres://u@h/d"},
                                    {"POSTGRES_PW_FILE", "/x"},
                                    {"POSTGRES_PW", "p"}}),
                         "POSTGRES_PW and POSTGRES_PW_FILE are both set"));
}

// The image of postgres has three variables of these names for its server.
TEST(ConfigFourVariables, OfTheImageCountForNothingBesideADatabaseUrl) {
    const auto target = found({{"DATABASE_URL", "postgresql://u:p@h/d"},
                               {"POSTGRES_USER", "postgres"},
                               {"POSTGRES_PASSWORD", "geheim"},
                               {"POSTGRES_DB", "other"}});
    EXPECT_EQ(target.source, "DATABASE_URL");
    EXPECT_EQ(target.database, "d");
    EXPECT_EQ(keyword(target.keywords, "user"), "u");
    EXPECT_EQ(revealed(target.password), "p");
    ASSERT_EQ(target.warnings.size(), 1U);
    EXPECT_EQ(target.warnings[0].message,
              "DATABASE_URL says which database is meant; POSTGRES_USER, POSTGRES_PASSWORD and "
              "POSTGRES_DB count for nothing");
    EXPECT_EQ(found({{"DATABASE_URL", "postgresql://u@h/d"}, {"POSTGRES_PASSWORD_FILE", "/no"}})
                  .warnings.at(0)
                  .message,
              "DATABASE_URL says which database is meant; POSTGRES_PASSWORD_FILE counts for "
              "nothing");
    EXPECT_TRUE(found({{"DATABASE_URL", "postgresql://u:p@h/d"}}).warnings.empty());
}

TEST(ConfigFourVariables, WithAUrlAmongThemCountBesideADatabaseUrl) {
    const auto target = found({{"DATABASE_URL", "postgresql://u:p@h/d?pool=1"},
                               {"POSTGRES_URL", "postgresql://u4:p4@h4/d4"}});
    EXPECT_EQ(target.database, "d4");
    EXPECT_TRUE(target.warnings.empty());
    EXPECT_EQ(messages(refused({{"DATABASE_URL", "postgresql://u:p@h/d"}, {"POSTGRES_URL", "h"}})),
              (std::vector<std::string>{"Expected environment variable 'POSTGRES_USER' not set.",
                                        "Expected environment variable 'POSTGRES_PW' not set.",
                                        "Expected environment variable 'POSTGRES_DB' not set."}));
}

TEST(ConfigFourVariables, ThatAreMissingAreAskedForWithWhatStandsInTheirPlace) {
    const auto text = complaint({{"POSTGRES_HOST", "h"},
                                 {"POSTGRES_PORT", "5433"},
                                 {"POSTGRES_USERNAME", "u"},
                                 {"POSTGRES_PASSWORD", "p"},
                                 {"POSTGRES_DATABASE", "d"}});
    EXPECT_TRUE(contains(text, "POSTGRES_URL=\"$POSTGRES_HOST:$POSTGRES_PORT\"")) << text;
    EXPECT_TRUE(contains(text, "POSTGRES_USERNAME is called POSTGRES_USER here."));
    EXPECT_TRUE(contains(text, "POSTGRES_DATABASE is called POSTGRES_DB here."));
    EXPECT_TRUE(contains(complaint({{"POSTGRES_HOST", "h"}, {"POSTGRES_DB", "d"}}),
                         "POSTGRES_URL=\"$POSTGRES_HOST\""));
    EXPECT_TRUE(contains(complaint({{"POSTGRES_PORT", "5433"}, {"POSTGRES_DB", "d"}}),
                         "POSTGRES_URL=\"HOST:$POSTGRES_PORT\""));
    EXPECT_TRUE(contains(complaint({{"POSTGRES_HOST", "h"}}), "POSTGRES_URL=\"$POSTGRES_HOST\""))
        << "where there is no source at all";
    EXPECT_TRUE(found({{"POSTGRES_URL", "postgresql://u:p@h:5433/d"},
                       {"POSTGRES_HOST", "h"},
                       {"POSTGRES_PORT", "5433"}})
                    .warnings.empty());
}

TEST(ConfigFourVariables, AHostOrPortThatDiffersFromTheUrlIsNamed) {
    const auto told = [](const char* host, const char* port) {
        return found({{"POSTGRES_URL", "postgresql://u:p@h/d"},
                      {"POSTGRES_HOST", host},
                      {"POSTGRES_PORT", port}})
            .warnings;
    };
    ASSERT_EQ(told("h2", "5433").size(), 1U);
    EXPECT_EQ(told("h2", "5433")[0].message,
              "POSTGRES_URL says which server is meant; POSTGRES_HOST and POSTGRES_PORT count for "
              "nothing");
    EXPECT_TRUE(contains(told("h", "5433").at(0).message, "; POSTGRES_PORT counts"));
    EXPECT_TRUE(told("h", "tcp://10.0.0.1:5432").empty()) << "that is Kubernetes' own";
    EXPECT_FALSE(contains(complaint({{"POSTGRES_PORT", "tcp://10.0.0.1:5432"}}), "HOST:$"));
}

TEST(ConfigDatabaseUrl, IsTakenAsAnApplicationNeedsIt) {
    const auto target = found({{"DATABASE_URL", "postgresql://u:p@h/d?pgbouncer=true&schema=app"
                                                "&sslmode=no-verify&application_name=a"}});
    EXPECT_EQ(target.database, "d");
    EXPECT_EQ(keyword(target.keywords, "application_name"), "a");
    EXPECT_EQ(keyword(target.keywords, "sslmode"), "(none)");
    ASSERT_EQ(target.warnings.size(), 1U);
    EXPECT_EQ(target.warnings[0].message,
              "DATABASE_URL: 'pgbouncer', 'schema' and 'sslmode=no-verify' are no parameters of "
              "libpq and passed over");
    EXPECT_EQ(target.warnings[0].hints.size(), 2U);
    EXPECT_TRUE(contains(complaint({{"POSTGRES_URL", "postgresql://u:p@h/d?pgbouncer=true"}}),
                         "POSTGRES_URL: parameter 'pgbouncer' is not"));
    EXPECT_TRUE(contains(complaint({{"DATABASE_URL", "postgresql://u:p@h/d?sslmode=requrie"}}),
                         "sslmode can't be 'requrie'"));
    EXPECT_TRUE(
        contains(complaint({{"DATABASE_URL", "postgresql://h/d"}, {"PGSSLMODE", "no-verify"}}),
                 "libpq says 'sslmode=require'"));
}

class ConfigPasswordFile : public ::testing::Test {
  protected:
    TemporaryFolder folder_;

    Target with_file(const char* name, const std::filesystem::path& file) const {
        return find_target({}, {{"POSTGRES_URL", "postgres://u@h/d"}, {name, file.string()}},
                           folder_.path());
    }
    std::string complaint_about(const std::filesystem::path& file) const {
        return text_of(error_of([&] { with_file("POSTGRES_PW_FILE", file); }));
    }
};

TEST_F(ConfigPasswordFile, LosesOneNewlineAtItsEnd) {
    EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", folder_.write("a", "p\n")).password), "p");
    EXPECT_EQ(revealed(with_file("POSTGRES_PASSWORD_FILE", folder_.write("a", "p")).password), "p");
    EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", folder_.write("a", " p\n\n")).password),
              " p\n");
    EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", folder_.write("a", "p\r\n")).password), "p");
    EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", folder_.write("a", "")).password), "");
}

TEST_F(ConfigPasswordFile, MustBeReadableAndItsOwnersAlone) {
    const auto file = folder_.write("a", "geheim\n");
    const auto missing = (folder_.path() / "missing").string();
    EXPECT_TRUE(contains(complaint_about(missing),
                         "POSTGRES_PW_FILE: " + missing + " cannot be read: No such file"));
    EXPECT_TRUE(contains(complaint_about(""), "'POSTGRES_PW_FILE' is empty"));
    for (const unsigned mode : {0620U, 0602U, 0666U, 0422U}) {
        std::filesystem::permissions(file, std::filesystem::perms(mode));
        const auto error = error_of([&] { with_file("POSTGRES_PASSWORD_FILE", file); });
        EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
        const auto text = text_of(error);
        EXPECT_TRUE(contains(text, "POSTGRES_PASSWORD_FILE: " + file.string()
                                       + " can be written by others than its owner"));
        EXPECT_TRUE(contains(text, "chmod go-w " + file.string()));
        EXPECT_FALSE(contains(text, "geheim"));
    }
    for (const unsigned mode : {0400U, 0444U, 0640U, 0644U, 0700U}) {
        std::filesystem::permissions(file, std::filesystem::perms(mode));
        EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", file).password), "geheim") << mode;
    }
    EXPECT_TRUE(contains(complaint_about(folder_.write("b", std::string("a\0b", 3))), "NUL"));
}

// A container's secret belongs to root, or to whoever mounted it, and is often a link.
TEST_F(ConfigPasswordFile, MayBelongToSomebodyElseAndMayBeALink) {
    const auto file = folder_.write("a", "geheim\n");
    std::filesystem::permissions(file, std::filesystem::perms(0444));
    std::filesystem::create_symlink("a", folder_.path() / "link");
    EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", folder_.path() / "link").password), "geheim");
    if (::chown(file.c_str(), 1234, 1234) == 0) { // only root may
        EXPECT_EQ(revealed(with_file("POSTGRES_PW_FILE", file).password), "geheim");
    }
    std::filesystem::permissions(file, std::filesystem::perms(0664));
    EXPECT_TRUE(contains(complaint_about(folder_.path() / "link"), "can be written by others"));
}

// Somebody may have set the password itself instead of a path.
TEST_F(ConfigPasswordFile, IsNotShownWhenItIsNotThere) {
    const auto text = complaint_about("geheim");
    EXPECT_TRUE(contains(text, "POSTGRES_PW_FILE: "));
    EXPECT_FALSE(contains(text, "geheim")) << text;
}

} // namespace
} // namespace pgslate::config
