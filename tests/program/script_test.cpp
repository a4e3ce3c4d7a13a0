// Scripts of dump and sql mean the same in whatever session psql runs them.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/round_trip.hpp"

namespace pgslate::testing {
namespace {

class Script : public RoundTripTest {
  protected:
    // The script, run by psql in a new database with these settings of its own.
    std::string run_in(const std::string& settings, const std::string& script) const {
        const TestDatabase copy("_copy", "template template0");
        run_sql("create table victim ()", copy.name());
        run_sql(format("alter database {} set {}", copy.name(), settings));
        project_.write("script.sql", script);
        auto psql = server_program("psql", {"-qX", "-v", "ON_ERROR_STOP=1", "-v",
                                            "n=drop table victim", "-d", copy.name(), "-f",
                                            (project_.path() / "script.sql").string()});
        psql.environment["PGCLIENTENCODING"] = "LATIN1";
        const auto ended = run(psql);
        EXPECT_EQ(ended.status, 0) << settings << ended.err;
        EXPECT_EQ(ask("select to_regclass('victim')", copy.name()), "victim") << settings;
        run_sql("drop table if exists victim", copy.name());
        run_sql(format("alter database {} reset all", copy.name()));
        return pg_dump(copy.name());
    }
};

TEST_F(Script, MeansTheSameInEverySession) {
    make("create table t (\"é\" text default 'é', n integer, a integer[], "
         "made date default '2020-01-02', span interval default '-1 day +02:03:04', "
         "paid money default '1234.50', page xml default xmlparse(content 'a<b/>'), "
         "names text[] default '{NULL,x}');"
         "comment on table t is '\\''; drop table victim; --';"
         "comment on column t.\"é\" is 'é \\';"
         "create view v as select a[1:n] as x from t");
    const auto dump_script = dumped();
    EXPECT_EQ(run_pgslate({"dump", "--database", source(), "--output", "schemas"}).status, 0);
    const auto sql_script = run_pgslate({"sql"}).out;
    const auto wanted = pg_dump(source());
    for (const auto* setting :
         {"standard_conforming_strings to off", "intervalstyle to sql_standard",
          "datestyle to 'SQL, DMY'", "xmloption to document", "array_nulls to off",
          "default_transaction_read_only to on", "transform_null_equals to on",
          "statement_timeout to 1"}) {
        EXPECT_EQ(run_in(setting, dump_script), wanted) << setting;
        EXPECT_EQ(run_in(setting, sql_script), wanted) << setting;
    }
}

TEST_F(Script, MeansTheSameFileByFile) {
    make("create function f() returns text language sql as 'select ''é'''; "
         "comment on function f() is '\\''; drop table victim; --'");
    EXPECT_EQ(run_pgslate({"dump", "--database", source(), "--output", "schemas"}).status, 0);
    EXPECT_EQ(run_in("standard_conforming_strings to off",
                     read_file(project_.path() / "schemas/public/f.sql", ExitStatus::failed)),
              pg_dump(source()));
}

} // namespace
} // namespace pgslate::testing
