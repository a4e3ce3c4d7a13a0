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
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?sslmode=require&&port=1"), "no value"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?port=1&port=1"), "'port' stands twice"));
}

TEST(ConfigUrl, NothingMayStandBehindTheQuestionMarkOrTheLastParameter) {
    EXPECT_TRUE(parsed("postgresql://h/d?").keywords.empty());
    EXPECT_EQ(parsed("postgresql://h/d?sslmode=require&").keywords,
              (Keywords{{"sslmode", "require"}}));
}

TEST(ConfigUrl, SslmodeMaySayMoreThanJdbcsSslButNotLess) {
    EXPECT_EQ(parsed("postgresql://h/d?ssl=true&sslmode=verify-full").keywords,
              (Keywords{{"sslmode", "verify-full"}}));
    EXPECT_EQ(parsed("postgresql://h/d?sslmode=require&ssl=true").keywords,
              (Keywords{{"sslmode", "require"}}));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?sslmode=prefer&ssl=true"), "twice"));
}

Address of_application(const std::string& text) {
    return parse_address({.value = text, .origin = {.name = "DATABASE_URL", .place = {}}},
                         ForeignParameters::passed_over);
}

std::vector<std::string> names_of(const std::vector<ForeignParameter>& parameters) {
    std::vector<std::string> names;
    for (const auto& parameter : parameters) names.push_back(parameter.name);
    return names;
}

TEST(ConfigForeignParameters, ArePassedOverInTheUrlOfAnApplication) {
    const auto address = of_application(
        "postgresql://u@h/d?pgbouncer=true&schema=x&sslmode=require&serverVersion=16&charset=utf8"
        "&pool=5&connection_limit=1&ssl=1&hibernate.x=100%&pool=&application_name=a&");
    EXPECT_EQ(address.keywords, (Keywords{{"sslmode", "require"}, {"application_name", "a"}}));
    EXPECT_EQ(names_of(address.foreign),
              (std::vector<std::string>{"pgbouncer", "schema", "serverVersion", "charset", "pool",
                                        "connection_limit", "ssl", "hibernate.x", "pool"}));
    EXPECT_EQ(address.database, "d");
}

TEST(ConfigForeignParameters, AreNamedInOneMessageEachOnce) {
    const auto told = [](const std::string& url) {
        return told_of(of_application(url).foreign, {.name = "DATABASE_URL", .place = {}});
    };
    EXPECT_EQ(told("postgresql://h/d?pgbouncer=true").message,
              "DATABASE_URL: 'pgbouncer' is no parameter of libpq and passed over");
    EXPECT_TRUE(told("postgresql://h/d?pgbouncer=true").hints.empty());
    EXPECT_EQ(told("postgresql://h/d?pool=1&charset=utf8&pool=2&x=y").message,
              "DATABASE_URL: 'pool', 'charset' and 'x' are no parameters of libpq and passed over");
}

TEST(ConfigForeignParameters, ThatMeanSomethingHereAreExplained) {
    const auto hint = [](const std::string& query) {
        return of_application("postgresql://h/d?" + query).foreign.at(0).hint;
    };
    for (const auto* const name : {"schema", "currentSchema", "search_path"})
        EXPECT_TRUE(contains(hint(std::string(name) + "=app"), "schema = \"app\"")) << name;
    EXPECT_TRUE(contains(hint("sslmode=no-verify"), "libpq says 'sslmode=require'"));
    EXPECT_TRUE(contains(hint("ssl=1"), "'sslmode'"));
    EXPECT_TRUE(contains(hint("sslmod=require"), "If 'sslmod' is a slip, write 'sslmode'."));
    for (const auto* const usual :
         {"pgbouncer", "serverVersion", "charset", "pool", "connection_limit", "pool_timeout",
          "pool_max_conns", "statement_cache_size", "prepareThreshold", "encoding", "reconnect"})
        EXPECT_EQ(hint(std::string(usual) + "=1"), "") << usual;
}

TEST(ConfigForeignParameters, StayErrorsInAUrlThatWasWrittenForThis) {
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?pgbouncer=true"), "another program"));
    EXPECT_TRUE(contains(complaint_about("postgresql://h/d?schema=x"), "schema = \"app\""));
    const auto text = complaint_about("postgresql://h/d?sslmode=no-verify");
    EXPECT_TRUE(contains(text, "sslmode can't be 'no-verify'"));
    EXPECT_TRUE(contains(text, "libpq says 'sslmode=require'"));
}

// Nor is a part of a password in which a ? was not encoded taken for one, or shown.
TEST(ConfigForeignParameters, AreNoneOfWhatLibpqKnowsOrWhatIsNoParameter) {
    const auto complaint = [](const std::string& rest) {
        return text_of(error_of([&] { of_application("postgresql://" + rest); }));
    };
    EXPECT_TRUE(contains(complaint("h/d?service=x"), "never mixed"));
    EXPECT_TRUE(contains(complaint("h/d?servicefile=x"), "never mixed"));
    EXPECT_TRUE(contains(complaint("h/d?pgbouncer"), "no value"));
    EXPECT_TRUE(contains(complaint("h/d?=1"), "%3F"));
    EXPECT_TRUE(contains(complaint("h/d?sslmode=require&sslmode=require"), "twice"));
    for (const auto* const password : {"u:12?geheim=x@h/d", "u:12?x=geheim@h/d",
                                       "u:12?geheim=1&y=2@h/d", "u:1?gehe%69m@x=1@h/d"}) {
        EXPECT_TRUE(contains(complaint(password), "%3F")) << password;
        EXPECT_FALSE(contains(complaint(password), "geheim")) << password;
    }
}

TEST(ConfigUrl, ASlashInTheNameOfTheDatabaseIsEncoded) {
    for (const auto* const bad : {"postgresql://h/app2/", "postgresql://h//app2",
                                  "postgresql://h/app2/?port=1", "postgresql://h/a/b"}) {
        EXPECT_TRUE(contains(complaint_about(bad), "a '/' stands in the name of the database"))
            << bad;
        EXPECT_TRUE(contains(complaint_about(bad), "%2F"));
    }
    EXPECT_EQ(parsed("postgresql://h/app%2F2").database, "app/2");
    EXPECT_FALSE(parsed("postgresql://h/").database);
}

TEST(ConfigUrl, WhatAnAddressWasWrappedInIsNamed) {
    const auto wrapped = [](const std::string& before, const std::string& after) {
        auto text = complaint_about(before + "postgresql://u:geheim@h/d" + after);
        EXPECT_FALSE(contains(text, "geheim"));
        return text;
    };
    for (const auto* const quote : {"\"", "'", "`"}) {
        EXPECT_TRUE(contains(wrapped(quote, quote), "it stands in quotes|"));
        EXPECT_TRUE(contains(wrapped(quote, ""), "it begins with a quote"));
        EXPECT_TRUE(contains(wrapped("", quote), "it ends with a quote"));
    }
    EXPECT_TRUE(contains(wrapped("\u201C", "\u201D"), "it stands in quotes|"));
    EXPECT_TRUE(contains(wrapped("", "\n"), "it ends with a newline|"));
    EXPECT_TRUE(contains(wrapped("", "\n\n"), "it ends with a newline|"));
    EXPECT_TRUE(contains(wrapped("", "\r\n"), "it ends with a newline of Windows|"));
    EXPECT_TRUE(contains(wrapped("", "\r"), "it ends with a carriage return|"));
    EXPECT_TRUE(contains(wrapped("", " "), "it ends with a space|"));
    EXPECT_TRUE(contains(wrapped(" ", ""), "it begins with a space|"));
    EXPECT_TRUE(contains(wrapped("\t", ""), "it begins with a tab|"));
    EXPECT_TRUE(contains(wrapped("\uFEFF", ""), "it begins with a byte order mark|"));
    EXPECT_TRUE(contains(complaint_about("db:5432\n"), "it ends with a newline|"));
    EXPECT_TRUE(contains(complaint_about("'db:5432'"), "it stands in quotes|"));
    EXPECT_TRUE(contains(complaint_about("/run/postgresql\n"), "it ends with a newline|"));
    EXPECT_EQ(parsed("/run/my 'pg'").host, "/run/my 'pg'");
    EXPECT_EQ(parsed("postgresql://h/%22d%0A").database, "\"d\n");
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
