// apply --witness: pg_dump looks at what was made.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Witnessed : public ProgramTest {
  protected:
    // A program of that name that says what `script` does.
    void pretend(const std::string& script) const {
        fs::create_directories(project_.path() / "bin");
        const auto file = project_.path() / "bin" / "pg_dump";
        std::ofstream(file) << "#!/bin/sh\n" << script;
        fs::permissions(file, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec
                                  | fs::perms::others_read | fs::perms::others_exec);
    }

    Ended apply(std::vector<std::string> more = {}, bool pretended = false) const {
        more.insert(more.begin(), {"apply", "--witness"});
        auto program = pgslate(std::move(more));
        if (pretended)
            program.environment["PGSLATE_PG_BINDIR"] = (project_.path() / "bin").string();
        return run(program);
    }

    static void expect_agreement(const Ended& ended) {
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        EXPECT_EQ(count_of("sees no difference", ended.out), 1U) << ended.out << ended.err;
    }
};

const std::string before =
    "create type mood as enum ('a', 'b'); create table t (id integer primary key, s varchar(9)); "
    "create table p (n integer) partition by list (n); create view v as select id from t;";
const std::string after =
    "create type mood as enum ('a', 'more', 'b'); create extension hstore; create table t (id "
    "bigint generated always as identity primary key, m mood default 'a', s varchar(20) check (s "
    "in ('x', 'y', 'z'))); comment on table t is 'T'; create index i on t (lower(s)) where s <> "
    "'x'; create function f() returns trigger language plpgsql as $$begin return new; end$$; "
    "create trigger g before insert on t for each row execute function f(); create table p (n "
    "integer, b boolean not null) partition by list (n); create view v as select id, s from t "
    "where s like 'x%';";

TEST_F(Witnessed, ThatCannotLookLeavesNoDoubtAboutTheWork) {
    make("create table t (id integer);");
    model("model.sql", "create table t (id bigint);");
    pretend("[ \"$1\" = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit 0\n"
            "echo 'pg_dump: error: no room' >&2; exit 1\n");
    const auto ended = apply({}, true);
    EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
    EXPECT_EQ(count_of("no room", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("What was to be done is committed", ended.err), 1U) << ended.err;
    EXPECT_EQ(ask_target("select format_type(atttypid, null) from pg_attribute where attrelid = "
                         "'t'::regclass and attname = 'id'"),
              "bigint");
}

TEST_F(Witnessed, SeesNoDifferenceInWhatWasAltered) {
    make(before);
    run_sql("insert into t values (1, 'x'); create table p1 partition of p for values in (1); "
            "create table \"left over\" (a integer primary key); comment on table \"left over\" is "
            "'x'; create schema others; create table others.o (a integer)",
            name());
    std::ofstream(project_.path() / "pgslate.toml") << "ignore = [\"public.left over\"]\n";
    model("model.sql", after);
    expect_agreement(apply());
    expect_agreement(apply());
    const auto json = apply({"--json"});
    EXPECT_EQ(count_of("\"differences\": []", json.out) + count_of("\"differences\":[]", json.out),
              1U)
        << json.out;
}

TEST_F(Witnessed, LooksAtADatabaseThatIsToBeLikedToo) {
    make(before);
    const FreeName like("_like");
    run_sql(format("create database {} template {}", like.text(), name()));
    run_sql("alter table t add more text check (more in ('a', 'b')), alter s type text; create "
            "schema app; create table app.a (id integer references public.t)",
            like.text());
    const auto& server = test_server();
    const auto url = format("postgresql://{}@/{}?host={}&port={}", server.user, like.text(),
                            server.socket, server.port);
    expect_agreement(apply({"--like", url}));
}

TEST_F(Witnessed, TellsWhatItSees) {
    make("create table t (a integer);");
    model("model.sql", "create table t (a bigint);");
    pretend(format(
        "[ \"$1\" = --version ] && {{ echo 'pg_dump (PostgreSQL) 99.1'; exit; }}\n"
        "echo \"$@\" >> {0}/said; type=bigint\n"
        "case \"$*\" in *dbname=\\'{1}\\'*) type=integer;; esac\n"
        "echo '\\restrict 1'; echo; echo '--'\n"
        "echo '-- Name: t; Type: TABLE; Schema: public; Owner: -'; echo '--'; echo\n"
        "echo 'SET x = 1;'; echo 'CREATE TABLE public.t ('; echo \"    a $type\"; echo ');'\n",
        (project_.path()).string(), name()));
    std::ofstream(project_.path() / "said");
    fs::permissions(project_.path() / "said", fs::perms::all);
    const auto ended = apply({}, true);
    EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
    EXPECT_EQ(count_of("TABLE public.t\n", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("  -     a bigint\n", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("  +     a integer\n", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("committed", ended.out), 1U);
    std::ifstream file(project_.path() / "said");
    const std::string said((std::istreambuf_iterator<char>(file)), {});
    EXPECT_GE(count_of("--schema-only", said), 2U) << said;
    EXPECT_EQ(count_of(test_server().password, said), 0U);
    EXPECT_EQ(count_of("password=", said), 0U);
}

TEST_F(Witnessed, HasToBeThereBeforeAnythingRuns) {
    make("create table t (a integer);");
    model("model.sql", "create table t (a bigint);");
    fs::create_directories(project_.path() / "bin");
    const auto missing = apply({}, true);
    EXPECT_EQ(missing.status, 77) << missing.err;
    EXPECT_EQ(count_of("pg_dump was not found; nothing was changed", missing.err), 1U)
        << missing.err;
    pretend("echo 'pg_dump (PostgreSQL) 12.3'\n");
    const auto old = apply({}, true);
    EXPECT_EQ(old.status, 77) << old.err;
    EXPECT_EQ(count_of("12.3", old.err), 1U) << old.err;
    EXPECT_EQ(ask_target("select format_type(atttypid, null) from pg_attribute where attrelid = "
                         "'t'::regclass and attname = 'a'"),
              "integer");
    EXPECT_EQ(apply({"--dry-run"}).status, 64);
}

TEST_F(Witnessed, SaysWhenItCannotLook) {
    make("create table t (a integer);");
    pretend("[ \"$1\" = --version ] && { echo 'pg_dump (PostgreSQL) 99.1'; exit; }\n"
            "echo 'pg_dump: error: permission denied'; exit 1\n");
    const auto ended = apply({}, true);
    EXPECT_EQ(ended.status, 1) << ended.err;
    EXPECT_EQ(count_of("pg_dump: error: permission denied", ended.err), 1U) << ended.err;
}

} // namespace
} // namespace pgslate::testing
