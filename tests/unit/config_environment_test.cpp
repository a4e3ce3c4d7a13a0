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
