// The same models become the same database, whatever the server, the database, the role and the
// connection have set.
#include "base/format.hpp"
#include "postgres/pinned_settings.hpp"
#include "support/program_test.hpp"

#include <array>
#include <sstream>

namespace pgslate::testing {
namespace {

constexpr std::array hostile = {"timezone = 'Asia/Tokyo'",
                                "datestyle = 'German, DMY'",
                                "intervalstyle = 'sql_standard'",
                                "standard_conforming_strings = off",
                                "backslash_quote = on",
                                "quote_all_identifiers = on",
                                "array_nulls = off",
                                "transform_null_equals = on",
                                "xmloption = 'document'",
                                "xmlbinary = 'hex'",
                                "bytea_output = 'escape'",
                                "extra_float_digits = -10",
                                "timezone_abbreviations = 'Australia'",
                                "default_transaction_read_only = on",
                                "default_transaction_isolation = 'serializable'",
                                "default_transaction_deferrable = on",
                                "check_function_bodies = off",
                                "plpgsql.extra_errors = 'all'",
                                "session_replication_role = 'replica'",
                                "statement_timeout = 1",
                                "exit_on_error = on",
                                "row_security = off",
                                "search_path = 'pg_catalog'",
                                "role = 'pg_monitor'"};

// What is read, or printed, otherwise under one of these.
constexpr const char* literals = R"(
create table parent (id int primary key);
create table literals (
    id int references parent,
    day date default '02.03.2020',
    moment timestamptz default '2020-01-01 12:00',
    "when" timestamptz default '2020-01-01 12:00 EST',
    span interval default '-1 2:03',
    back text default 'a\b',
    list text[] default '{null}',
    raw bytea default '\x00ff',
    number float8 default 0.1::float8 + 0.2::float8,
    markup xml default '<a/><b/>',
    check (day = null or day > '01.02.2020'),
    check (span < '-1 2:03'::interval or markup::text <> 'x')
);
create function newest() returns date language plpgsql as
    'declare day date; begin select max(literals.day) into day from literals; return day; end';
create view days as select id, '01.02.2020'::date as day, '\n' as text from literals;
)";

constexpr const char* in_toml = R"(
[table.visit.columns]
id = "bigint"
at = { type = "timestamptz", default = "'2020-06-01 08:00'" }
day = { type = "date", default = "'02.03.2020'", check = "day <> null or day > '01.02.2020'" }
)";

class Settings : public ProgramTest {
  protected:
    // Gives all hostile settings to what `subject` names: "database x", or "role y".
    static void spoil(const std::string& subject) {
        for (const auto* setting : hostile) run_sql(format("alter {} set {}", subject, setting));
    }
    static std::string database(const FreeName& name) { return format("database {}", name.text()); }

    Program on(const FreeName& name, std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_DB"] = name.text();
        return program;
    }

    // What pg_dump says of it, but for the lines that are never twice the same.
    static std::string dump_of(const FreeName& name) {
        auto dump = server_program("pg_dump", {"--no-owner", name.text()});
        dump.environment["PGTZ"] = "UTC";
        dump.environment["PGOPTIONS"] = "-c standard_conforming_strings=on -c role=none "
                                        "-c quote_all_identifiers=off -c statement_timeout=0 "
                                        "-c bytea_output=hex";
        const auto ended = run(dump);
        EXPECT_EQ(ended.status, 0) << ended.err;
        std::string kept;
        std::istringstream lines(ended.out);
        for (std::string line; std::getline(lines, line);)
            if (!line.starts_with("\\")) kept += line + "\n";
        return kept;
    }

    static std::string owner_of_table(const FreeName& name) {
        return ask("select tableowner from pg_catalog.pg_tables where tablename = 'literals'",
                   name.text());
    }

    void expect_same(const FreeName& name, const std::string& expected) const {
        EXPECT_EQ(dump_of(name), expected);
        EXPECT_EQ(owner_of_table(name), test_server().user);
        const auto status = run(on(name, {"status"}));
        EXPECT_EQ(status.status, 0) << status.out << status.err;
    }
};

TEST_F(Settings, OfTheDatabaseChangeNothingOfWhatModelsMean) {
    model("a.sql", literals);
    model("b.toml", in_toml);
    ASSERT_EQ(run(on(name_, {"resetdb"})).status, 0);
    const auto expected = dump_of(name_);
    EXPECT_NE(expected.find("'2020-02-03'::date"), std::string::npos) << expected;
    EXPECT_NE(expected.find("'2020-01-01 12:00:00+00'"), std::string::npos) << expected;

    const FreeName created;
    run_sql(format("create database {}", created.text()));
    spoil(database(name_));
    spoil(database(created));
    const auto added = run(on(created, {"create"}));
    EXPECT_EQ(added.status, 0) << added.err;
    expect_same(created, expected);
    const auto in_place = run(on(created, {"resetdb", "--in-place"}));
    EXPECT_EQ(in_place.status, 0) << in_place.err;
    expect_same(created, expected);
    const auto again = run(on(name_, {"resetdb"}));
    EXPECT_EQ(again.status, 0) << again.err;
    expect_same(name_, expected);
    EXPECT_EQ(run(on(name_, {"check", "--server"})).status, 0);
}

TEST_F(Settings, OfTheRoleAndTheConnectionNeither) {
    model("a.sql", literals);
    model("b.toml", in_toml);
    ASSERT_EQ(run(on(name_, {"resetdb"})).status, 0);
    const auto expected = dump_of(name_);

    const LoginRole role("secret", "superuser");
    spoil(format("role {}", role.name()));
    const FreeName other;
    auto program = on(other, {"resetdb"});
    program.environment["POSTGRES_USER"] = role.name();
    program.environment["POSTGRES_PW"] = "secret";
    program.environment["PGTZ"] = "Asia/Tokyo";
    program.environment["PGDATESTYLE"] = "German";
    EXPECT_EQ(run(program).status, 0);
    EXPECT_EQ(dump_of(other), expected);
    EXPECT_EQ(owner_of_table(other), role.name()) << "the role that logs in";
    program.arguments = {"status"};
    EXPECT_EQ(run(program).status, 0);
    program.environment["POSTGRES_URL"] +=
        "?options=-c%20timezone%3DAsia/Tokyo%20-c%20datestyle%3DGerman";
    program.environment["POSTGRES_URL"] = "postgresql://" + program.environment["POSTGRES_URL"];
    program.arguments = {"resetdb"};
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(dump_of(other), expected);
}

TEST_F(Settings, OfTheRoleInTheDatabaseNeither) {
    model("a.sql", literals);
    ASSERT_EQ(run(on(name_, {"resetdb"})).status, 0);
    const auto expected = dump_of(name_);
    spoil(format("role {} in database {}", test_server().user, name_.text()));
    for (const char* way : {"--in-place", "--yes"}) {
        const auto ended = run(on(name_, {"resetdb", way}));
        EXPECT_EQ(ended.status, 0) << ended.err;
        expect_same(name_, expected);
    }
}

TEST_F(Settings, OfAModelHoldForTheRestOfItsFile) {
    model("a.sql", "set timezone = 'Asia/Tokyo';\nset datestyle = 'German';\n"
                   "create table far (at timestamptz default '02.03.2020 12:00');\n"
                   "reset timezone;\nset datestyle to default;\n"
                   "create table near (at timestamptz default '02.03.2020 12:00');\n");
    model("b.sql", "create table other (at timestamptz default '02.03.2020 12:00');\n");
    ASSERT_EQ(run_pgslate({"resetdb"}).status, 0);
    const auto dump = dump_of(name_);
    EXPECT_EQ(count_of("'2020-03-02 03:00:00+00'", dump), 1U) << dump;
    EXPECT_EQ(count_of("'2020-02-03 12:00:00+00'", dump), 2U) << dump;
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

// Nobody but the database can know them.
TEST_F(Settings, OfOnesOwnAreAsTheDatabaseSays) {
    model("a.sql", "create table t (tenant text, words tsvector);\n"
                   "create materialized view m as select current_setting('app.tenant') as tenant;\n"
                   "insert into t values (current_setting('app.tenant'), to_tsvector('houses'));");
    run_sql(format("create database {}", name()));
    run_sql(format("alter database {} set app.tenant = 'seven'", name()));
    run_sql(format("alter database {} set default_text_search_config = 'english'", name()));
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"resetdb"}, {"resetdb", "--in-place"}, {"status"}, {"check", "--server"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(ask_target("select tenant || words::text from t"), "seven'hous':1");
        EXPECT_EQ(ask_target("select tenant from m"), "seven");
    }
}

// Its owner may name one that runs in every session, or that keeps every session out.
TEST_F(Settings, OfTheDatabaseLoadNoLibrary) {
    model("a.sql", "create table t ();");
    run_sql(format("create database {}", name()));
    run_sql(format("alter database {} set local_preload_libraries = 'not_there'", name()));
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"create"}, {"status"}, {"resetdb"}, {"resetdb", "--in-place"}, {"dump"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 0) << ended.err;
    }
}

TEST_F(Settings, ThatARoleMayNotChangeEndABuild) {
    const LoginRole role("secret");
    run_sql(format("create database {} owner {}", name(), role.name()));
    run_sql(format("alter role {} in database {} set session_replication_role = replica",
                   role.name(), name()));
    model("a.sql", "create table t ();");
    auto program = pgslate({"create"});
    program.environment["POSTGRES_USER"] = role.name();
    program.environment["POSTGRES_PW"] = "secret";
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"create"}, {"resetdb", "--in-place"}}) {
        program.arguments = arguments;
        const auto ended = run(program);
        EXPECT_EQ(ended.status, 77) << ended.err;
        EXPECT_NE(ended.err.find("session_replication_role = replica"), std::string::npos)
            << ended.err;
        EXPECT_EQ(ask_target("select to_regclass('public.t') is null"), "t");
    }
}

} // namespace
} // namespace pgslate::testing
