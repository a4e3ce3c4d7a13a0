// Models of SQL text, up to what pg_dump writes.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <algorithm>
#include <regex>

namespace pgslate::testing {
namespace {

class BuildingFromSql : public ProgramTest {
  protected:
    void expect_created() const {
        const auto ended = run_pgslate({"create"});
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(ended.err, "");
        EXPECT_EQ(run_pgslate({"status"}).status, 0);
    }
};

// What pg_dump writes of a database, but for its random restriction keys.
std::string dump(const std::string& database, std::vector<std::string> options = {}) {
    options.push_back(database);
    auto ended = run(server_program("pg_dump", options));
    EXPECT_EQ(ended.status, 0) << ended.err;
    return ended.out;
}

std::string comparable(const std::string& dump) {
    return std::regex_replace(dump, std::regex("\\n\\\\(un)?restrict [^\\n]*"), "");
}

// Says where two dumps differ first: they are long.
void expect_same(const std::string& wanted, const std::string& found) {
    const auto [a, b] = std::ranges::mismatch(wanted, found);
    if (a == wanted.end() && b == found.end()) return;
    const auto at = static_cast<std::size_t>(a - wanted.begin());
    ADD_FAILURE() << "wanted: " << wanted.substr(at, 300) << "\nfound: " << found.substr(at, 300);
}

TEST_F(BuildingFromSql, MayNeedEachOtherInAnyOrder) {
    model("a.sql", "create view top as select * from middle;\n"
                   "create table egg (id int primary key, hen int);\n"
                   "alter table egg add foreign key (hen) references hen (id);\n");
    model("b.sql", "create view middle as select id, label(id) from hen;\n"
                   "create table hen (id int primary key default next_id(), "
                   "egg int references egg);\n");
    model("c.sql", "create function next_id() returns int language sql as 'select 7';\n"
                   "create function label(int) returns text language sql as $$select $1::text$$;\n"
                   "create function hens() returns setof hen language sql stable as "
                   "$$select * from hen$$;\n");
    expect_created();
    EXPECT_EQ(ask_target("insert into hen default values returning id"), "7");
    EXPECT_EQ(ask_target("select label from top"), "7");
    EXPECT_EQ(ask_target("select id from hens()"), "7");
}

TEST_F(BuildingFromSql, MayCreateTheSchemaThatEveryDatabaseHas) {
    run_sql("create role " + name() + "_keeper");
    model("a.sql", "CREATE SCHEMA public;\nCREATE TABLE public.a (id int);\n");
    model("b.sql", "create schema public authorization " + name()
                       + "_keeper create table b (id int) create view c as select id from b;\n");
    expect_created();
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    EXPECT_EQ(run_pgslate({"resetdb", "--in-place"}).status, 0);
    EXPECT_EQ(ask_target("select count(*) from c"), "0");
    EXPECT_EQ(ask_target("select nspowner::regrole::text = '" + name()
                         + "_keeper' from pg_namespace where nspname = 'public'"),
              "t");
    EXPECT_EQ(run_pgslate({"drop"}).status, 0);
    run_sql("drop role " + name() + "_keeper");
}

TEST_F(BuildingFromSql, TakeTomlModelsMutualForeignKeys) {
    model("a.toml", "table.a.columns = { id = { type = 'int', primary_key = true }, "
                    "b = { type = 'int', references = 'b.id' } }\n");
    model("b.toml", "table.b.columns = { id = { type = 'int', primary_key = true }, "
                    "a = { type = 'int', references = 'a.id' } }\n");
    expect_created();
    EXPECT_EQ(ask_target("select count(*) from pg_constraint where contype = 'f'"), "2");
}

// Nothing in the text of these tells in which order they work.
TEST_F(BuildingFromSql, AreTriedAgainWhenTheirNeedsCannotBeSeen) {
    model("a.sql",
          "do $$ begin execute 'create view v as select * from ' || 'hid' || 'den'; end $$;"
          "do $$ begin execute 'alter view v rename to w'; end $$;");
    model("b.sql", "insert into sp" /* cut so that it reads like any other name */
                   "ecial values (1);");
    model("z.sql", "do $$ begin execute 'create table hid' || 'den (id int)'; end $$;"
                   "do $$ begin execute 'create table spe' || 'cial (id int)'; end $$;");
    const auto ended = run_pgslate({"resetdb", "--quiet"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    EXPECT_EQ(ask_target("select count(*) from special"), "1") << "what worked runs once";
    EXPECT_EQ(ask_target("select to_regclass('w')"), "w");
}

TEST_F(BuildingFromSql, NeverDropWhatWasMadeMeanwhile) {
    model("a.sql", "drop table a;\ncreate table a (id int);\n");
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("schemas/a.sql:1:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("IF EXISTS", ended.err), 1U) << ended.err;
}

TEST_F(BuildingFromSql, MayClearTheWay) {
    model("a.sql", "drop table if exists a;\ncreate table a (id int);\n"
                   "alter table if exists b drop constraint if exists sane;\n"
                   "drop view if exists v;\ndrop table if exists b, c, d;\n"
                   "create table b (id int, old int, constraint sane check (id > 0));\n"
                   "alter table b drop column old;\n");
    model("b.sql", "create table c (id int);\ncreate view v as select * from c;");
    model("c.toml", "table.d.columns.id = 'int'\n");
    expect_created();
    EXPECT_EQ(ask_target("select string_agg(relname, ' ' order by relname) from pg_class "
                         "where relnamespace = 'public'::regnamespace"),
              "a b c d v");
    EXPECT_EQ(ask_target("select count(*) from pg_constraint where conname = 'sane'"), "1");
    EXPECT_EQ(ask_target("select count(*) from information_schema.columns where table_name = 'b'"),
              "1");
}

TEST_F(BuildingFromSql, MayBeWhatPgDumpWrote) {
    const LoginRole reader("secret");
    const TestDatabase source;
    auto text = read_file(PGSLATE_SOURCE_DIR "/tests/fixtures/many_kinds.sql", ExitStatus::failed);
    text = std::regex_replace(text, std::regex("reader"), reader.name());
    run_sql(text, source.name());
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{},
          {"--clean", "--if-exists"},
          {"--column-inserts", "--quote-all-identifiers", "--use-set-session-authorization"}}) {
        model("structure.sql", dump(source.name(), options));
        const auto ended = run_pgslate({"resetdb", "--quiet"});
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(ended.err, "");
        expect_same(comparable(dump(source.name())), comparable(dump(name())));
        EXPECT_EQ(run_pgslate({"create"}).out, "Nothing is missing.\n");
        EXPECT_EQ(run_pgslate({"status"}).status, 0);
    }
    run_sql(format("drop owned by {}", reader.name()), source.name());
    run_sql(format("drop owned by {}", reader.name()), name());
}

TEST_F(BuildingFromSql, MaySetWhatThisServerDoesNotKnow) {
    model("a.sql", "SET parameter_of_a_newer_server = 0;\nSET default_tablespace = '';\n"
                   "SET row_security = off;\ncreate table a ();\n");
    expect_created();
    model("b.sql", "SET parameter_of_a_newer_server = 0;\ninsert into hidden values (1);\n"
                   "do $$ begin execute 'create table hid' || 'den (id int)'; end $$;\n");
    const auto ended = run_pgslate({"resetdb", "--quiet"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
}

// Only the server knows what they are called.
TEST_F(BuildingFromSql, MayLackWhatHasNoNameInTheModel) {
    model("a.sql", "create table a (id int);");
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    model("b.sql", "create operator === (leftarg = text, rightarg = text, function = texteq);\n"
                   "create operator family family using btree;\n"
                   "create index on a (id);\n"
                   "create type pair as (a int, b int);\n"
                   "create function first(pair) returns int language sql immutable as "
                   "'select ($1).a';\n"
                   "create cast (pair as int) with function first(pair);\n");
    const auto ended = run_pgslate({"create"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    for (const auto* what : {"operator public.===(text, text)", "operator family public.family",
                             "index public.a_id_idx", "composite type public.pair"})
        EXPECT_EQ(count_of(what, ended.out), 1U) << ended.out;
    EXPECT_EQ(run_pgslate({"create"}).out, "Nothing is missing.\n");
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

TEST_F(BuildingFromSql, ArePrintedAsAScriptForPsql) {
    model("a.toml", "schema = 'app'\ntable.b.columns = { id = { type = 'int', primary_key = true },"
                    " \"odd \\\"name\\\"\" = { type = 'text', default = \"'it''s'\" } }\n");
    model("b.sql", "create table app.copied (a text);\ncopy app.copied from stdin;\n"
                   "tab\\there\n\\N\n\\.\nset search_path = app;\n"
                   "create function two() returns int language sql begin atomic; select 2; end;\n");
    auto ended = run_pgslate({"sql"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    run_sql(format("create database {}", name()));
    auto psql = server_program("psql", {"-X", "-q", "-v", "ON_ERROR_STOP=1", name()});
    psql.input = ended.out;
    const auto loaded = run(psql);
    EXPECT_EQ(loaded.status, 0) << loaded.err << ended.out;
    const auto by_psql = comparable(dump(name()));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    expect_same(by_psql, comparable(dump(name())));
    EXPECT_EQ(ask_target("select count(*) from app.copied"), "2");
}

} // namespace
} // namespace pgslate::testing
