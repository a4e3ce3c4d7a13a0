// What belongs to somebody else: ignored objects, and partitions that nobody declares.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class Others : public ProgramTest {
  protected:
    void make(const std::string& sql) const {
        ProgramTest::make(sql);
        model("model.sql", "");
    }

    void expect_done(const std::vector<std::string>& arguments) const {
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    }
};

TEST_F(Others, IgnoresWhatTheProjectSays) {
    make("create table t (a integer); create table version (n serial primary key); "
         "create view x_old as select 1 as a; create function h() returns integer language sql as "
         "'select 1'; create sequence s;");
    run_sql("insert into version default values", name());
    project_.write("pgslate.toml",
                   "ignore = [\"public.version\", \"*_old\", \"function public.h\", "
                   "\"sequence public.s\", \"public.never\"]\n");
    model("model.sql", "create table t (a integer, b integer); create table never (a integer);");
    const auto status = run_pgslate({"status", "--verbose"});
    EXPECT_EQ(status.status, 2);
    EXPECT_EQ(count_of("version", status.out), 0U) << status.out;
    for (const auto* words : {"Ignored: table public.version", "Ignored: view public.x_old",
                              "Ignored: function public.h()", "Ignored: sequence public.s"})
        EXPECT_EQ(count_of(words, status.err), 1U) << status.err;
    expect_done({"create"});
    expect_done({"apply"});
    expect_done({"plan"});
    const auto dump = run_pgslate({"dump"});
    for (const auto* name : {"version", "x_old", "public.h", "SEQUENCE"})
        EXPECT_EQ(count_of(name, dump.out), 0U) << dump.out;
    expect_done({"resetdb", "--in-place"});
    EXPECT_EQ(ask_target("select n::text || h() from version, x_old"), "11");
    EXPECT_EQ(ask_target("select nextval('version_n_seq')"), "2");
    EXPECT_EQ(ask_target("select to_regclass('never') is null"), "t");
}

TEST_F(Others, LeavesIgnoredThingsThatNeedWhatGoes) {
    make("create table t (a integer, b integer); create view mine as select a from t;");
    project_.write("pgslate.toml", "ignore = [\"view public.mine\"]\n");
    model("model.sql", "create table t (a bigint, b integer);");
    for (const auto* command : {"plan", "apply"}) {
        const auto refused = run_pgslate({command});
        EXPECT_EQ(refused.status, 77) << refused.out;
        EXPECT_EQ(count_of("view public.mine is ignored", refused.err), 1U) << refused.err;
    }
    model("model.sql", "create table t (a integer, b integer, c integer);");
    expect_done({"apply"});
    const auto reset = run_pgslate({"resetdb", "--in-place"});
    EXPECT_EQ(reset.status, 77) << reset.err;
    EXPECT_EQ(count_of("view public.mine is ignored", reset.err), 1U) << reset.err;
    EXPECT_EQ(ask_target("select count(*) from mine"), "0");
}

TEST_F(Others, BuildsOnIgnoredThingsThatAreDeclared) {
    make("create table theirs (id integer primary key);");
    project_.write("pgslate.toml", "ignore = [\"public.theirs\"]\n");
    model("model.sql", "create table ours (id integer references theirs);");
    const auto missing = run_pgslate({"plan"});
    EXPECT_EQ(missing.status, 65);
    EXPECT_EQ(count_of("What is ignored and yet needed has to be declared", missing.err), 1U)
        << missing.err;
    model("model.sql", "create table theirs (id bigint primary key, more text); "
                       "create table ours (id integer references theirs);");
    expect_done({"apply"});
    expect_done({"status"});
    EXPECT_EQ(ask_target("select count(*) from pg_attribute where attrelid = 'theirs'::regclass "
                         "and attnum > 0"),
              "1");
}

TEST_F(Others, KeepsPartitionsThatNobodyDeclares) {
    make("create table t (a integer, b text) partition by range (a); "
         "create table t1 partition of t for values from (0) to (10); create index on t1 (b); "
         "create table t2 partition of t for values from (10) to (20) partition by range (a); "
         "create table t20 partition of t2 for values from (10) to (15);");
    run_sql("insert into t values (1, 'x'), (11, 'y')", name());
    const auto table = [](const std::string& more) {
        return format(R"toml([table.t]
            partition_by = "range (a)"
            {})toml",
                      more);
    };
    model("model.toml", table("columns = { a = \"integer\", b = \"text\" }"));
    expect_done({"status"});
    model("model.toml", table("primary_key = [\"a\"]\ncolumns = { a = { type = \"integer\", "
                              "identity = false }, c = { type = "
                              "\"text\", was = \"b\", nullable = false }, d = { type = "
                              "\"integer\", nullable = false, default = 7 } }\n"
                              "indexes.t_c = [\"c\"]"));
    expect_done({"apply"});
    expect_done({"plan"});
    EXPECT_EQ(ask_target("select string_agg(tableoid::regclass || ' ' || a || c || d, ' ' order by "
                         "a) from t"),
              "t1 1x7 t20 11y7");
    model("model.toml",
          table("undeclared_partitions = \"drop\"\nprimary_key = [\"a\"]\ncolumns = { "
                "a = { type = \"integer\", identity = false }, c = { type = \"text\", nullable = "
                "false }, d = { type "
                "= \"integer\", nullable = false, default = 7 } }\n"
                "indexes.t_c = [\"c\"]"));
    EXPECT_EQ(run_pgslate({"apply"}).status, 77);
    EXPECT_EQ(ask_target("select count(*) from t"), "2");
    expect_done({"apply", "--allow", "data-loss"});
    EXPECT_EQ(ask_target("select count(*) from t"), "0");
}

TEST_F(Others, DropsPartitionsBesideDeclaredOnesOnlyWithConsent) {
    make("create table t (a integer) partition by range (a); "
         "create table t1 partition of t for values from (0) to (10); "
         "create table t2 partition of t for values from (10) to (20);");
    run_sql("insert into t values (11)", name());
    const auto declared = [](const std::string& hint) {
        return format("[table.t]\npartition_by = \"range (a)\"\n{}columns.a = \"integer\"\n"
                      "partitions.t1 = \"for values from (0) to (10)\"\n",
                      hint);
    };
    model("model.toml", declared(""));
    const auto refused = run_pgslate({"apply"});
    EXPECT_EQ(refused.status, 77);
    EXPECT_EQ(count_of("table public.t2", refused.err), 1U) << refused.err;
    model("model.toml", declared("undeclared_partitions = \"keep\"\n"));
    expect_done({"plan"});
    model("model.toml", declared(""));
    expect_done({"apply", "--allow", "table public.t2"});
}

TEST_F(Others, NamesHintsThatAreFollowed) {
    make(
        "create table b (x text not null); create table d (a integer); create table e (a integer)");
    model(
        "model.toml",
        R"toml(table.b = { was = "a", columns.x = { type = "text", nullable = false, fill = "''", using = "x" } }
        table.c = { was = "z", columns.a = "integer" }
        table.d = { was = "e", columns.a = "integer" })toml");
    const auto check = run_pgslate({"check", "--server"});
    EXPECT_EQ(check.status, 0) << check.err;
    for (const auto* words : {"nothing is called table public.a any more: table public.b is there",
                              "table public.c was table public.z: neither is there",
                              "table public.d was table public.e: both are there",
                              "column public.b.x holds no NULL: 'fill' can go",
                              "column public.b.x has its type: 'using' can go"})
        EXPECT_EQ(count_of(words, check.err), 1U) << check.err;
}

} // namespace
} // namespace pgslate::testing
