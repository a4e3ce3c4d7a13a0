#include "sql/placeholders.hpp"
#include "sql/secrets.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::sql {
namespace {

// Only masked bytes differ, and lines stay lines.
void expect_same_shape(const std::string& text, const std::string& masked) {
    ASSERT_EQ(masked.size(), text.size()) << text;
    for (std::size_t i = 0; i < text.size(); ++i)
        EXPECT_TRUE(masked[i] == text[i] || (masked[i] == '*' && text[i] != '\n')) << masked;
}

void expect_hidden(const std::string& text) {
    const auto masked = without_secrets(text);
    expect_same_shape(text, masked);
    EXPECT_EQ(masked.find("heim"), std::string::npos) << masked;
    const auto script = script_without_secrets(text);
    expect_same_shape(text, script);
    EXPECT_EQ(script.find("heim"), std::string::npos) << script;
}

TEST(SqlSecrets, OfRolesAreLeftOutInEverySpelling) {
    for (const std::string head :
         {"create role r password ", "CREATE USER r LOGIN ENCRYPTED PASSWORD ",
          "alter role r with unencrypted password ", "alter user r password ",
          "create group g password ", "alter role r in database d set x.password = ",
          "create role r passwrod ", "create rol r password ", "alter role r password = ",
          "do $x$ begin create role r password ", "create role r password /* 'x' */ ",
          "create role r password -- 'x'\n\n ", "create role r password\t\n"})
        for (const std::string value :
             {"'geheim'", "$$geheim$$", "$a$geheim$a$", "E'geheim'", "e'ge\\'heim'", "U&'geheim'",
              "u&'g!0065heim' uescape '!'", "'ge''heim'", "N'geheim'", "'x'\n'geheim'",
              "'geheim never ends"}) {
            expect_hidden(head + value);
            expect_hidden(head + value + "\n valid until '2030-01-01';\nselect 1;");
        }
}

TEST(SqlSecrets, WithoutQuotesAreLeftOutBehindThePasswordOfARole) {
    for (const auto* value : {"geheim", "\"geheim\"", "5147geheim", "my-geheim!x", ":geheim"})
        expect_hidden(std::string("create role r password ") + value + " login");
    EXPECT_EQ(without_secrets("alter role r password null valid until 'infinity'"),
              "alter role r password null valid until 'infinity'");
}

TEST(SqlSecrets, OfOptionsAreLeftOut) {
    for (const std::string head :
         {"create user mapping for r server s options ",
          "alter user mapping for public server s options ", "create server s options ",
          "alter server s options ", "create foreign data wrapper w options ",
          "create foreign table f (a int) server s options ", "create sever s options "})
        for (const std::string options :
             {"(password 'geheim')", "(host 'h', password 'geheim', port '1')",
              "(set password 'geheim')", "(ADD \"Password\" 'geheim')", "(pasword 'geheim')",
              "(sslpassword E'geheim')", "(U&\"p\\0061ssword\" 'geheim')",
              "(host 'h', x $$geheim$$)", "(password geheim)", "(password \"geheim\")",
              "(password = 'geheim')", "(url 'postgresql://u:geheim@h/d')",
              "(dbname 'host=h password=geheim')", "(password /* , */ 'geheim')",
              "(password 'geheim'"})
            expect_hidden(head + options + ";");
    EXPECT_EQ(without_secrets("create server s options (host 'h', port '5432', passfile '/f')"),
              "create server s options (host 'h', port '5432', passfile '/f')");
    EXPECT_EQ(without_secrets("create user mapping for r server s options (user 'u', what 'x')"),
              "create user mapping for r server s options (user 'u', what '*')");
}

TEST(SqlSecrets, OfConnectionsAreLeftOut) {
    for (const std::string connection :
         {"host=h password=geheim user=u", "password = geheim", "host=h password = 'geheim'",
          "password=''geheim x'' host=h", "pasword=geheim", "sslpassword=geheim", "host=h geheim",
          "password=ge\\ heim host=h", "postgresql://u:geheim@h/d", "postgresql://u:ge@heim@h/d",
          "postgresql://u:ge/heim@h/d", "postgresql://u:a geheim@h/d",
          "postgresql://h/d?user=u&password=geheim", "postgres://h/d?sslpassword=geheim&x=1",
          "dbname=postgresql://u:geheim@h", "dbname=''password=geheim''", "geheim"}) {
        expect_hidden("create subscription s connection '" + connection + "' publication p");
        expect_hidden("alter subscription s connection '" + connection + "'");
        expect_hidden("alter subscription s\nconnection -- x\n$$" + connection + "$$");
    }
    EXPECT_EQ(
        without_secrets("alter subscription s connection 'host=h port=1 password=p dbname=d'"),
        "alter subscription s connection 'host=h port=1 password=* dbname=d'");
}

TEST(SqlSecrets, InConnectionsGiveWayToPlaceholders) {
    for (const auto& [connection, expected] : std::vector<std::pair<std::string, std::string>>{
             {"host=h password=x user=u", "host=h password=******** user=u"},
             {"host=h password = 'x y' user=u", "host=h password = '********' user=u"},
             {"password='it\\'s' user=u", "password='********' user=u"},
             {"password=x\\ y user=u", "password=******** user=u"},
             {"user=u host='password=x'", "user=u host='password=x'"},
             {"password='' user=u", "password='' user=u"},
             {"host=h user=u", "host=h user=u"},
             {"postgresql://u:x@y@h/d?sslpassword=z&x=1",
              "postgresql://u:********@h/d?sslpassword=********&x=1"},
             {"postgresql://u@h/d", "postgresql://u@h/d"},
             {"", ""}}) {
        EXPECT_EQ(connection_with_placeholders(connection), expected);
        EXPECT_EQ(connection_with_placeholders(expected), expected) << "once more";
    }
}

TEST(SqlSecrets, InOptionsGiveWayToPlaceholders) {
    for (const auto& [option, expected] : std::vector<std::pair<std::string, std::string>>{
             {"password 'x'", "password '********'"},
             {"\"Password\" E'x\\\\y'", "\"Password\" '********'"},
             {"url 'postgresql://u:it''s@h'", "url 'postgresql://u:********@h'"},
             {"dsn 'user=u password=x'", "dsn 'user=u password=********'"},
             {"\"user\" 'u'", "\"user\" 'u'"},
             {"password_required 'false'", "password_required 'false'"},
             {"sslkey '/key'", "sslkey '/key'"},
             {"password ''", "password ''"}})
        EXPECT_EQ(option_with_placeholders(option), expected);
}

TEST(SqlSecrets, PlaceholdersAreFoundWhereASecretBelongs) {
    EXPECT_EQ(placeholders_in("create role r password '********'"), std::vector<std::size_t>{23});
    EXPECT_EQ(placeholders_in("alter server s options (set url 'https://u:********@h')").size(),
              1U);
    EXPECT_EQ(placeholders_in("create subscription s connection 'password=********' publication p")
                  .size(),
              1U);
    EXPECT_EQ(
        placeholders_in("create user mapping for u server s options (a '********', b $$********$$)")
            .size(),
        2U);
    for (const auto* other :
         {"select '********'", "create role r password '*********'",
          "create table t (a text default '********')", "create role r -- '********'"})
        EXPECT_TRUE(placeholders_in(other).empty()) << other;
}

TEST(SqlSecrets, InCodeAreLeftOut) {
    for (const auto* code :
         {"select dblink('host=h password=geheim', 'select 1')",
          "select dblink('host=h pasword=geheim', 'select 1')",
          "select dblink_connect('postgresql://u:geheim@h')",
          "do $$ begin execute 'create role r password ''geheim'''; end $$",
          "do 'begin execute ''create role r password ''''geheim''''''; end'",
          "do E'begin\\n execute \\'create role r password \\'\\'geheim\\'\\'\\'; end'",
          "do $$ begin execute format('create role %I password %L', 'r', 'geheim'); end $$",
          "do $$ begin execute 'alter role r password ' || quote_literal('geheim'); end $$",
          "create function f() returns void language plpgsql as $f$ declare pw text := 'geheim'; "
          "begin end $f$",
          "select set_config('app.api_key', 'geheim', true)",
          "set app.secret = 'geheim'",
          "set app.secret to 'geheim'",
          "alter database d set app.token = 'geheim'",
          "select f(password => 'geheim')",
          "insert into t values ('{\"password\": \"geheim\"}')",
          "create view v as select * from dblink('dbname=d password=geheim', 'x') as t(a int)",
          "select 1; -- password: geheim",
          "/* postgresql://u:geheim@h */ select 1",
          "create table t (a text default 'https://u:geheim@h/x')",
          "select 'it's'; create role r password 'geheim';",
          "copy t from program 'curl https://u:geheim@h/'"})
        expect_hidden(code);
}

TEST(SqlSecrets, NothingElseIsLeftOut) {
    for (const auto* text :
         {"", "password", "create table t (password text not null, token varchar(200))",
          "create table t (password text default 'x')", "select u.password = o.password from t",
          "create role r login valid until '2030-01-01'", "alter role r set search_path to 'a'",
          "comment on table t is 'what stands in it'", "select 'a' || 'b', $$c$$, E'\\n'",
          "create index i on t (password)", "grant select (password) on t to r",
          "select a::password, 'ada@example.org', 'http://h/x'",
          "create function f(password text) returns int language sql as 'select 1'",
          "create server s foreign data wrapper w options (host 'h', dbname 'd')"})
        EXPECT_EQ(without_secrets(text), text);
}

TEST(SqlSecrets, InDataDontHideWhatFollows) {
    expect_hidden("copy t from stdin;\nit's\n\\.\ncreate role r password 'geheim';\n");
    EXPECT_EQ(script_without_secrets("copy t from stdin;\nit's\n\\.\nselect 'x';\n"),
              "copy t from stdin;\nit's\n\\.\nselect 'x';\n");
    EXPECT_EQ(script_without_secrets("\\connect postgresql://u:p@h/d\n"),
              "\\connect postgresql://***@h/d\n");
}

TEST(SqlSecrets, OfTomlModelsAreLeftOut) {
    for (const auto* toml :
         {"[role.r]\npassword = \"geheim\"", "[role.r]\npassword = '''\ngeheim'''",
          "role.r = { login = true, password = 'geheim' }", "\"pass\\u0077ord\" = 'geheim'",
          "[view.v]\nquery = \"select dblink('password=geheim')\"",
          "query = \"\"\"\nselect dblink('password=\\u0067eheim\\\"heim')\"\"\"",
          "query = '''\nselect dblink($$password=geheim$$)'''", "# password: geheim",
          "# it's\npassword = 'geheim'", "a = 'x' # postgresql://u:geheim@h",
          "api_keys = [\"a\", 'geheim']", "password = \"geheim", "password = geheim",
          "query = \"create role r password 'geheim'\""}) {
        const auto masked = toml_without_secrets(toml);
        expect_same_shape(toml, masked);
        EXPECT_EQ(masked.find("heim"), std::string::npos) << masked;
    }
    for (const auto* toml : {"[table.t.columns]\npassword = \"text\"", "a = 'b' # c",
                             "password = { type = 'text', nullable = false }"})
        EXPECT_EQ(toml_without_secrets(toml), toml);
}

TEST(SqlSecrets, AreLeftOutOfWhatAServerSays) {
    const auto said = [](const char* what, const char* sql) {
        return said_without_secrets(what, sql);
    };
    EXPECT_EQ(said("syntax error at or near \"geheim\"", "create role r password geheim"),
              "syntax error at or near \"******\"");
    EXPECT_EQ(said("syntax error at or near \"heim\"", "create role r password ge-heim"),
              "syntax error at or near \"****\"");
    EXPECT_EQ(said("invalid: ge'heim\n", "create role r password 'ge''heim'"),
              "invalid: *******\n");
    EXPECT_EQ(said("SQL statement \"create role x password 'geheim'\"", "select 1"),
              "SQL statement \"create role x password '******'\"");
    EXPECT_EQ(said("role \"ada\" exists", "create role ada password 'ada'"), "role \"ada\" exists");
    EXPECT_EQ(said("near \"x\" in text", "create role r password 'x'"), "near \"*\" in text");
}

} // namespace
} // namespace pgslate::sql
