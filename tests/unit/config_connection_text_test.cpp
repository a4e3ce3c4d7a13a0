#include "config/connection_text.hpp"
#include "config/url.hpp"

#include <gtest/gtest.h>

namespace pgslate::config {
namespace {

const std::string any_marks = R"( ä/:@?#%&=+'"\,[]$;*)";

TEST(ConnectionText, HostsStandInFrontOfThePath) {
    EXPECT_EQ(
        connection_url({{"host", "db.example.org"}, {"port", "5433"}, {"user", "ada"}}, "shop"),
        "postgresql://ada@db.example.org:5433/shop");
    EXPECT_EQ(connection_url({{"host", "a,b"}, {"port", "1,2"}}, "shop"),
              "postgresql://a:1,b:2/shop");
    EXPECT_EQ(connection_url({{"host", "::1,127.0.0.1"}, {"port", "5432"}}, "shop"),
              "postgresql://[::1]:5432,127.0.0.1:5432/shop");
    EXPECT_EQ(connection_url({{"host", "db"}}, "shop"), "postgresql://db/shop");
}

TEST(ConnectionText, SocketsStandBehindTheQuestionMark) {
    EXPECT_EQ(connection_url({{"host", "/run/pg"}, {"port", "5432"}}, "shop"),
              "postgresql:///shop?host=/run/pg&port=5432");
    EXPECT_EQ(connection_url({{"host", "db,/run/pg"}, {"port", "1,2"}}, "shop"),
              "postgresql:///shop?host=db,/run/pg&port=1,2");
    EXPECT_EQ(connection_url({{"host", "@abstract"}}, "shop"),
              "postgresql:///shop?host=%40abstract");
    EXPECT_EQ(connection_url({{"host", ""}, {"port", "5432"}}, "shop"),
              "postgresql:///shop?host=&port=5432")
        << "or a PGHOST would count";
}

TEST(ConnectionText, OtherKeywordsStandBehindThemUnlessTheySayNothing) {
    EXPECT_EQ(
        connection_url(
            {{"host", "db"}, {"sslmode", "require"}, {"options", "-c a=b"}, {"krbsrvname", ""}},
            "shop"),
        "postgresql://db/shop?sslmode=require&options=-c%20a%3Db");
    EXPECT_EQ(connection_string({{"host", ""}, {"sslmode", "require"}, {"krbsrvname", ""}}, "shop"),
              "dbname='shop' host='' sslmode='require'");
}

TEST(ConnectionText, SecretsCanBeLeftOut) {
    const Keywords keywords = {{"host", "db"}, {"password", "pw"}, {"sslpassword", "pw"}};
    EXPECT_EQ(connection_url(keywords, "shop"), "postgresql://:pw@db/shop?sslpassword=pw");
    EXPECT_EQ(connection_url(without_secrets(keywords), "shop"), "postgresql://db/shop");
}

TEST(ConnectionText, ConnectionStringsQuoteTheirValues) {
    EXPECT_EQ(connection_string({{"user", R"(it's \)"}}, "a b"), R"(dbname='a b' user='it\'s \\')");
}

TEST(ConnectionText, AUrlIsReadAsWhatWasWritten) {
    const Keywords keywords = {{"host", "db"},
                               {"port", "5432"},
                               {"user", any_marks},
                               {"password", any_marks},
                               {"application_name", any_marks}};
    const auto url = connection_url(keywords, any_marks);
    const auto read = parse_address({.value = url, .origin = {.name = "--url", .place = {}}});
    EXPECT_EQ(read.host, "db");
    EXPECT_EQ(read.user, any_marks);
    EXPECT_EQ(read.password, Secret(any_marks));
    EXPECT_EQ(read.database, any_marks);
    EXPECT_EQ(read.keywords, (Keywords{{"application_name", any_marks}}));
}

} // namespace
} // namespace pgslate::config
