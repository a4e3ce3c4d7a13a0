#include "config/url.hpp"
#include "config_support.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <vector>

namespace pgslate::config {
namespace {

Address parsed(const std::string& text) {
    return parse_address({.value = text, .origin = {.name = "DATABASE_URL", .place = {}}});
}

std::string complaint_about(const std::string& text) {
    const auto error = error_of([&] { parsed(text); });
    EXPECT_EQ(error.status(), ExitStatus::bad_configuration);
    return text_of(error);
}

TEST(ConfigUrl, GivesEveryPart) {
    const auto address = parsed("postgresql://joe:s3cret@db.example.org:5433/app?sslmode=require");
    EXPECT_EQ(address.host, "db.example.org");
    EXPECT_EQ(address.port, "5433");
    EXPECT_EQ(address.user, "joe");
    EXPECT_EQ(revealed(address.password), "s3cret");
    EXPECT_EQ(address.database, "app");
    EXPECT_EQ(address.keywords, (Keywords{{"sslmode", "require"}}));
}

TEST(ConfigUrl, LeavesOutWhatIsNotSaid) {
    const auto address = parsed("postgres://");
    EXPECT_EQ(address.host, "");
    EXPECT_EQ(address.port, "5432");
    EXPECT_FALSE(address.user);
    EXPECT_FALSE(address.password);
    EXPECT_FALSE(address.database);
    EXPECT_FALSE(parsed("postgres://u:@h/").password);
    EXPECT_FALSE(parsed("postgres://@h/").user);
    EXPECT_FALSE(parsed("postgres://h/?user=&dbname=").database);
}

TEST(ConfigUrl, SchemeMayBeInCapitals) {
    EXPECT_EQ(parsed("PostgreSQL://h/d").host, "h");
}

TEST(ConfigUrl, UndoesPercentEncodingInEveryPart) {
    const auto address = parsed("postgresql://j%C3%B6e%40x:%2F%3a%25%22%27@h%2Dx/my%20db"
                                "?application_name=a%26b%3Dc");
    EXPECT_EQ(address.user, "j\xC3\xB6"
                            "e@x");
    EXPECT_EQ(revealed(address.password), "/:%\"'");
    EXPECT_EQ(address.host, "h-x");
    EXPECT_EQ(address.database, "my db");
    EXPECT_EQ(keyword(address.keywords, "application_name"), "a&b=c");
}

TEST(ConfigUrl, PlusIsNotASpaceAndColonsMayStandInThePassword) {
    EXPECT_EQ(parsed("postgresql://u:a+b:c@h/d").password->reveal(), "a+b:c");
}

TEST(ConfigUrl, KnowsSeveralHostsWithAPortEach) {
    const auto address = parsed("postgresql://h1:1,h2,[::1]:3/d");
    EXPECT_EQ(address.host, "h1,h2,::1");
    EXPECT_EQ(address.port, "1,5432,3");
}

TEST(ConfigUrl, KnowsIpv6InBrackets) {
    EXPECT_EQ(parsed("postgresql://[2001:db8::1]/d").host, "2001:db8::1");
    EXPECT_EQ(parsed("postgresql://u@[fe80::1%25eth0]:99/d").host, "fe80::1%eth0");
    for (const auto* const bad : {"postgresql://[::1/d", "postgresql://[]/d", "postgresql://::1/d",
                                  "postgresql://[::1]5432/d", "postgresql://[h]:1/d"})
        EXPECT_TRUE(contains(complaint_about(bad), "brackets")) << bad;
}

TEST(ConfigUrl, KnowsSocketFolders) {
    EXPECT_EQ(parsed("postgresql://%2Frun%2Fpg:5433/d").host, "/run/pg");
    const auto address = parsed("postgresql:///d?host=/run/pg&port=5433");
    EXPECT_EQ(address.host, "/run/pg");
    EXPECT_EQ(address.port, "5433");
}

TEST(ConfigUrl, QueryReplacesWhatStandsBeforeIt) {
    const auto address = parsed("postgresql://a:b@localhost:1/c?port=2,3&host=/x,/y&user=u"
                                "&password=p&dbname=d");
    EXPECT_EQ(address.host, "/x,/y");
    EXPECT_EQ(address.port, "2,3");
    EXPECT_EQ(address.user, "u");
    EXPECT_EQ(revealed(address.password), "p");
    EXPECT_EQ(address.database, "d");
    EXPECT_TRUE(address.keywords.empty());
    EXPECT_EQ(parsed("postgresql:///d?host=a,b&port=7").port, "7,7");
}

TEST(ConfigUrl, QueryKnowsJdbcsSsl) {
    EXPECT_EQ(parsed("postgresql://h/d?ssl=true").keywords, (Keywords{{"sslmode", "require"}}));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?ssl=true&sslmode=disable"), "twice"));
}

TEST(ConfigUrl, UnknownParametersAreErrorsWithASuggestion) {
    const auto text = complaint_about("postgresql://h/d?slmode=require");
    EXPECT_TRUE(contains(text, "parameter 'slmode'"));
    EXPECT_TRUE(contains(text, "Did you mean 'sslmode'?"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?schema=public"), "another program"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?service=x"), "never mixed"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?sslmode"), "no value"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?"), "no value"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?port=1&port=1"), "'port' stands twice"));
}

TEST(ConfigUrl, PercentEncodingIsChecked) {
    for (const auto* const bad :
         {"postgresql://u%@h/d", "postgresql://u:%4@h/d", "postgresql://h/%zz",
          "postgresql://h/%00", "postgresql://h/%ff", "postgresql://h/d?options=%+1",
          "postgresql://h%2/d", "postgresql://h/%-1", "postgresql://h/d?%00=1"})
        EXPECT_TRUE(contains(complaint_about(bad), "%")) << bad;
}

TEST(ConfigUrl, PortsAreNumbersFrom1To65535) {
    EXPECT_EQ(parsed("postgresql://h:65535/d").port, "65535");
    EXPECT_EQ(parsed("postgresql://h:/d").port, "5432");
    for (const auto* const bad : {"0", "65536", "x", "-1", "+1", "1x", "99999999999"})
        EXPECT_TRUE(
            contains(complaint_about(std::string("postgresql://h:") + bad + "/d"), "65535"));
    EXPECT_TRUE(contains(complaint_about("postgresql:///d?host=a,b,c&port=1,2"), "2 ports"));
}

TEST(ConfigUrl, ForeignSchemesAreToldWhatToWrite) {
    EXPECT_TRUE(contains(complaint_about("mysql://h/d"), "'mysql://'"));
    EXPECT_TRUE(contains(complaint_about("postgresql+psycopg2://u:geheim@h/d"),
                         "Write 'postgresql://' in the place of 'postgresql+psycopg2://'."));
    EXPECT_TRUE(
        contains(complaint_about("jdbc:postgresql://h/d"), "in the place of 'jdbc:postgresql://'"));
    EXPECT_TRUE(contains(complaint_about("://h/d"), "not a URL"));
}

TEST(ConfigUrl, NoComplaintShowsAPieceOfThePassword) {
    const std::vector<std::string> urls = {"mysql://u:geheim@h/d",
                                           "postgresql://u:geheim@x@h/d",
                                           "postgresql://u:geheim/x@h/d",
                                           "postgresql://u:12/geheim@h/d",
                                           "postgresql://u:geheim?x@h/d",
                                           "postgresql://u:12?geheim@h/d",
                                           "postgresql://u:geheim#x@h/d",
                                           "postgresql://u:geheim%@h/d",
                                           "postgresql://u:geheim@h:x/d",
                                           "postgresql://u:geheim@h/d?bad=1",
                                           "postgresql://u:ge heim@h/d",
                                           "u:geheim@h",
                                           "u:geheim://h",
                                           "postgresql://u:1?gehe%69m@x=1@h/d",
                                           "postgresql://h/d?password=geheim&password=geheim",
                                           "jdbc:postgresql://h/d?password=geheim"};
    for (const auto& url : urls) {
        const auto text = complaint_about(url);
        EXPECT_FALSE(contains(text, "geheim")) << url;
        EXPECT_TRUE(contains(text, "DATABASE_URL: ")) << url;
    }
}

TEST(ConfigUrl, ReservedCharactersMustBeEncoded) {
    EXPECT_TRUE(contains(complaint_about("postgresql://u:a@b@h/d"), "%40"));
    EXPECT_TRUE(contains(complaint_about("postgresql://u:a#b@h/d"), "%23"));
    EXPECT_TRUE(contains(complaint_about("postgresql://u:a/b@h/d"), "%2F"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/a b"), "%20"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/\xFF"), "UTF-8"));
}

TEST(ConfigUrl, ShortFormsAreHostsAndSocketFolders) {
    EXPECT_EQ(parsed("db").host, "db");
    EXPECT_EQ(parsed("db").port, "5432");
    EXPECT_EQ(parsed("127.0.0.1:5433").host, "127.0.0.1");
    EXPECT_EQ(parsed("127.0.0.1:5433").port, "5433");
    EXPECT_EQ(parsed("[::1]:5433").host, "::1");
    EXPECT_EQ(parsed("[::1]").port, "5432");
    EXPECT_EQ(parsed("/run/my pg:x").host, "/run/my pg:x");
    EXPECT_EQ(parsed("@abstract").host, "@abstract");
}

TEST(ConfigUrl, ShortFormsThatSayMoreAreErrors) {
    EXPECT_TRUE(contains(complaint_about(""), "empty"));
    EXPECT_TRUE(contains(complaint_about(":5432"), "no host"));
    EXPECT_TRUE(contains(complaint_about("::1"), "brackets"));
    EXPECT_TRUE(contains(complaint_about("h:x"), "65535"));
    for (const auto* const bad : {"u@h", "h/d", "h:5432/d", "h?x=1", "h d", "host=h dbname=d"})
        EXPECT_TRUE(contains(complaint_about(bad), "Write postgresql://")) << bad;
}

TEST(ConfigUrl, ABadUrlOnTheCommandLineIsAUsageError) {
    const auto error = error_of(
        [] { parse_address({.value = "x://", .origin = {.name = "--url", .place = {}}}); });
    EXPECT_EQ(error.status(), ExitStatus::usage);
}

// Cheap stand-in for a fuzzer: whatever the bytes, there is an Address or an Error.
TEST(ConfigUrl, EveryPrefixAndEveryChangedByteIsReadOrRefused) {
    const std::string whole = "postgresql://u:p%40@[::1]:5433,h/d%20b?sslmode=require&host=a,b";
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char c : std::string("%@/:?#[],&= \xC3") + '\0') {
            auto changed = whole;
            changed[at] = c;
            for (const auto& text : {changed, whole.substr(0, at) + c}) {
                try {
                    parsed(text);
                } catch (const Error& error) {
                    EXPECT_FALSE(error.problems().empty());
                }
            }
        }
    }
}

} // namespace
} // namespace pgslate::config
