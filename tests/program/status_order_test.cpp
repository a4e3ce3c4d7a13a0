// status: where only an order differs. Most say nothing; that of columns is a difference.
#include "base/format.hpp"
#include "support/round_trip.hpp"

#include <filesystem>

namespace pgslate::testing {
namespace {

class Order : public RoundTripTest {
  protected:
    Ended status_with_model(const std::string& sql) const {
        model("all.sql", sql);
        return run_pgslate({"status", "--database", source()});
    }
};

TEST_F(Order, OfWhatHasNoneIsNoDifference) {
    const LoginRole ann("x", "", "_ann");
    const LoginRole ben("x", "", "_ben");
    const auto sql = [&](bool turned) {
        const auto list = [&](const std::string& one, const std::string& other) {
            return turned ? other + ", " + one : one + ", " + other;
        };
        return format(
            "create table t (a integer, b text, c text, "
            "constraint u unique (a) include (b, c) with (fillfactor = 70)) with ({});"
            "alter table t alter a set ({});"
            "create index i on t using gin (to_tsvector('english', b)) with ({});"
            "create index including on t (a) include ({});"
            "create view v with ({}) as select a from t;"
            "create function f() returns integer language sql {} as 'select 1';"
            "create function g() returns trigger language plpgsql as 'begin return new; end';"
            "create trigger tr after insert or update of {} or truncate on t "
            "execute function g();"
            "create function e() returns event_trigger language plpgsql as 'begin end';"
            "create event trigger et on ddl_command_end when tag in ({}) execute function e();"
            "create policy p on t to {} using (true);"
            "create foreign data wrapper w options ({});"
            "create server s foreign data wrapper w options ({});"
            "create user mapping for public server s options ({});"
            "create foreign table ft (a integer options ({})) server s options ({});"
            "create text search dictionary d (template = synonym, {});"
            "create statistics st ({}) on {} from t;"
            "create publication pb for table t with (publish = '{}');",
            list("fillfactor = 70", "toast.autovacuum_enabled = off, parallel_workers = 2"),
            list("n_distinct = 5", "n_distinct_inherited = 6"),
            list("fastupdate = off", "gin_pending_list_limit = 128"), list("b", "c"),
            list("security_barrier = true", "check_option = local"),
            turned ? "set timezone = 'UTC' set work_mem = '1MB'"
                   : "set work_mem = '1MB' set timezone = 'UTC'",
            list("a", "b"), list("'DROP TABLE'", "'CREATE TABLE'"), list(ann.name(), ben.name()),
            list("x 'a, b'", "\"X y\" 'it''s \\'"), list("x '1'", "y '2'"), list("x '1'", "y '2'"),
            list("x '1'", "y '2'"), list("x '1'", "y '2'"),
            list("synonyms = synonym_sample", "casesensitive = true"), list("ndistinct", "mcv"),
            list("a", "b"), list("insert", "update"));
    };
    make(sql(false));
    const auto ended = status_with_model(sql(true));
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    std::filesystem::remove(project_.path() / "schemas" / "all.sql");
    expect_same_again(); // in the order that it had
}

TEST_F(Order, OfColumnsIsADifferenceOfTheTable) {
    make("create table t (a integer, c text, b integer); create type y as (a integer, b text)");
    const auto ended = status_with_model("create table t (a integer, b integer, c text);"
                                         "create type y as (b text, a integer)");
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(count_of("column order: declared a, b, c, live a, c, b", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("attribute order: declared b, a, live a, b", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("Drift     2 differences", ended.out), 1U) << ended.out;
}

// What was dropped leaves a hole, and what is new goes last.
TEST_F(Order, OfColumnsIsHowTheyStandToEachOther) {
    make("create table t (gone integer, a integer, b integer); alter table t drop gone");
    EXPECT_EQ(status_with_model("create table t (a integer, b integer)").status, 0);
    const auto ended = status_with_model("create table t (a integer, fresh text, b integer)");
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(count_of("order", ended.out), 0U) << ended.out;
    EXPECT_EQ(count_of("missing    column public.t.fresh", ended.out), 1U) << ended.out;
}

TEST_F(Order, OfIndexColumnsAndLabelsCounts) {
    make("create table t (a integer, b integer); create index i on t (a, b);"
         "create type m as enum ('a', 'b')");
    const auto ended = status_with_model("create table t (a integer, b integer);"
                                         "create index i on t (b, a);"
                                         "create type m as enum ('b', 'a')");
    EXPECT_EQ(count_of("Drift     2 differences", ended.out), 1U) << ended.out;
}

} // namespace
} // namespace pgslate::testing
