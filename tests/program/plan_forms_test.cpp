// The forms that a plan has: a script for psql, a page for a pull request, a file for apply, and
// the way back.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/round_trip.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class PlanForms : public ProgramTest {
  protected:
    // psql as somebody may have set it.
    Ended psql(const std::string& script, const std::string& database) const {
        project_.write("script.sql", script);
        auto program =
            server_program("psql", {"-qX", "-v", "n=drop table victim", "-v",
                                    "ON_ERROR_ROLLBACK=on", "-v", "AUTOCOMMIT=off", "-S", "-d",
                                    database, "-f", (project_.path() / "script.sql").string()});
        program.environment["PGCLIENTENCODING"] = "LATIN1";
        return run(program);
    }

    std::string content(const std::string& file) const {
        return read_file(project_.path() / file, ExitStatus::failed);
    }
    void expect_refused(const std::string& words) const {
        const auto ended = run_pgslate({"apply", "--plan", "saved.plan"});
        EXPECT_EQ(ended.status, 65) << ended.out << ended.err;
        EXPECT_EQ(count_of(words, ended.err), 1U) << ended.err;
    }
};

TEST_F(PlanForms, AsAScriptDoWhatApplyDoes) {
    make(R"(create table victim ();
            create table "a:n\" ("b:'n'" integer[], c varchar(9));
            create view v as select "b:'n'" from "a:n\";
            create type mood as enum ('sad', 'ok');
            create table t (id integer primary key, m mood);
            create function f() returns text language sql as 'select ''é''';)");
    run_sql(
        R"(insert into t values (1, 'ok'), (2, 'sad'); insert into "a:n\" values ('{1,2}', 'x'))",
        name());
    const TestDatabase copy("_copy", format("template {}", name()));
    model("model.sql", R"(create table victim ();
            create table "a:n\" ("b:'n'" bigint[], c text default E'\\; drop table victim; :n',
                                 d text generated always as (c || ':n') stored);
            create view v as select "b:'n'"[1:2] as x from "a:n\";
            comment on view v is E'é \n\\q :n';
            create type mood as enum ('sad', 'fine', 'ok');
            create table t (id bigint primary key, m mood default 'sad');
            create index on t (m);
            create function f() returns text language sql as 'select ''é;:n''';)");
    const auto script = run_pgslate({"plan", "--sql"});
    EXPECT_EQ(script.status, 2) << script.err;
    const auto ended = psql(script.out, copy.name());
    EXPECT_EQ(ended.status, 0) << ended.err << script.out;
    EXPECT_EQ(ended.out + ended.err, "");
    const auto applied = run_pgslate({"apply", "--allow", "data-loss"});
    EXPECT_EQ(applied.status, 0) << applied.err;
    EXPECT_EQ(pg_dump(copy.name()), pg_dump(name())) << script.out;
}

TEST_F(PlanForms, AsAScriptChangeNothingWhereOneStepFails) {
    make("create table t (id integer); create table u (a integer);");
    run_sql("insert into t values (1), (1)", name());
    model("model.sql", "create table t (id integer primary key); create table u (a bigint);");
    const auto before = pg_dump(name());
    EXPECT_EQ(psql(run_pgslate({"plan", "--sql"}).out, name()).status, 3);
    EXPECT_EQ(pg_dump(name()), before);
}

TEST_F(PlanForms, LeadBackAsAScript) {
    make("create table t (id integer primary key, a varchar(5) not null, p numeric(8,2)); create "
         "view v with (security_barrier = true) as select a from t; create index t_a on t (a);");
    run_sql("insert into t values (1, 'x', 1.5)", name());
    const auto before = pg_dump(name());
    model("model.sql", "create table t (id bigint primary key, a text, p numeric(10,2), constraint "
                       "t_p check (p > 0)); create view v as select a, id from t;");
    const auto back = run_pgslate({"plan", "--sql", "--undo"}).out;
    EXPECT_EQ(run_pgslate({"apply"}).status, 0);
    EXPECT_NE(pg_dump(name()), before);
    const auto ended = psql(back, name());
    EXPECT_EQ(ended.status, 0) << ended.err << back;
    EXPECT_EQ(pg_dump(name()), before);
}

TEST_F(PlanForms, LeadRowsBackToThePartitionThatTheyWereIn) {
    const std::string whole = "create table w (a integer, b text) partition by range (a); ";
    make(whole + "create table p partition of w for values from (0) to (20);");
    run_sql("insert into w values (5, 'x'), (15, 'y')", name());
    model("model.sql", whole
                           + "create table p partition of w for values from (0) to (10); "
                             "create table q partition of w for values from (10) to (20);");
    const auto back = run_pgslate({"plan", "--sql", "--undo"}).out;
    EXPECT_EQ(run_pgslate({"apply"}).status, 0);
    EXPECT_EQ(ask_target("select count(*) from q"), "1");
    const auto ended = psql(back, name());
    EXPECT_EQ(ended.status, 0) << ended.err << back;
    EXPECT_EQ(ask_target("select string_agg(p::text, ',' order by a) from p"), "(5,x),(15,y)");
}

TEST_F(PlanForms, SayWhatIsNotBroughtBack) {
    make("create table t (a integer, b text);");
    run_sql("insert into t values (1, 'x')", name());
    model("model.sql", "create table t (a integer);");
    const auto back = run_pgslate({"plan", "--undo"}).out;
    EXPECT_EQ(count_of("Not brought back with its data: column public.t.b.", back), 1U) << back;
    EXPECT_EQ(count_of("ADD COLUMN b text", back), 1U) << back;
}

TEST_F(PlanForms, LetNoNameOutOfItsCodeInMarkdown) {
    const std::string table = "\"a`b``c|d\n</details># x\"";
    make(format("create table {} (a text);", table));
    run_sql(format("insert into {} values ('x')", table), name());
    model("model.sql", "create table u (a text default '\n````\n# out\n');");
    const auto page = run_pgslate({"plan", "--markdown"}).out;
    EXPECT_EQ(count_of("- ``` table public.\"a`b``c|d\\n</details># x\" ```\n", page), 1U) << page;
    EXPECT_EQ(count_of("``` table public.\"a`b``c\\|d\\n</details># x\" is not declared ```", page),
              1U)
        << page;
    EXPECT_EQ(count_of("\n`````sql\n", page), 1U) << page;
    EXPECT_EQ(count_of("\n`````\n", page), 1U) << page;
}

TEST_F(PlanForms, AreDoneAsTheyWereSavedOrNotAtAll) {
    make("create table t (a integer);");
    model("model.sql", "create table t (a bigint);");
    ASSERT_EQ(run_pgslate({"plan", "--out", "saved.plan"}).status, 2);
    run_sql("create table public.u ()", name());
    expect_refused("is for the database as it was before somebody changed it; nothing was changed");
    run_sql("drop table public.u", name());
    model("model.sql", "create table t (a text);");
    expect_refused("is for what was declared before that was changed");
    model("model.sql", "-- the same, written otherwise\ncreate table public.t (a int8);");
    const auto done = run_pgslate({"apply", "--plan", "saved.plan"});
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(
        ask_target("select atttypid::regtype from pg_attribute where attrelid = 't'::regclass "
                   "and attname = 'a'"),
        "bigint");
}

TEST_F(PlanForms, SayWhichStepsAreOthersThanThoseThatWereSaved) {
    make("create table t (id integer);");
    model("model.sql", "create table t (id integer, a text); create table u (id integer);");
    EXPECT_EQ(run_pgslate({"plan", "--out", "saved"}).status, 2);
    run_sql("alter table t add b integer", name());
    const auto refused = run_pgslate({"apply", "--plan", "saved"});
    EXPECT_EQ(refused.status, 65) << refused.err;
    EXPECT_EQ(count_of("only now: ALTER TABLE public.t DROP COLUMN b", refused.err), 1U)
        << refused.err;
    EXPECT_EQ(count_of("TABLE public.u", refused.err), 0U) << refused.err;
    run_sql("alter table t drop b, add a text", name());
    EXPECT_EQ(count_of("no longer: ALTER TABLE public.t ADD COLUMN a text",
                       run_pgslate({"apply", "--plan", "saved"}).err),
              1U);
}

TEST_F(PlanForms, AreSavedWhereThereIsNothingToDo) {
    make("create table t (id integer);");
    EXPECT_EQ(run_pgslate({"plan", "--out", "saved"}).status, 0);
    const auto done = run_pgslate({"apply", "--plan", "saved"});
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(count_of("Nothing to do", done.out), 1U);
    run_sql("alter table t add a text", name());
    EXPECT_EQ(run_pgslate({"apply", "--plan", "saved"}).status, 65);
}

TEST_F(PlanForms, AreRefusedWhereTheFileIsNotWhatWasSaved) {
    make("create table t (a integer);");
    model("model.sql", "create table t (a bigint);");
    ASSERT_EQ(run_pgslate({"plan", "--out", "saved.plan"}).status, 2);
    const auto saved = content("saved.plan");
    auto other = saved;
    project_.write("saved.plan", other.replace(other.find("bigint"), 6, "money "));
    expect_refused("is damaged");
    project_.write("saved.plan", saved.substr(0, saved.size() / 2));
    expect_refused("is damaged");
    project_.write("saved.plan", "select 1;");
    expect_refused("is no plan of pgslate");
    other = saved;
    project_.write("saved.plan", other.replace(other.find("version ") + 8, 1, "99"));
    expect_refused("was made by version 99");
    project_.write("saved.plan", saved);
    const TestDatabase copy("_copy", format("template {}", name()));
    const auto elsewhere =
        run_pgslate({"apply", "--plan", "saved.plan", "--database", copy.name()});
    EXPECT_EQ(elsewhere.status, 65);
    EXPECT_EQ(count_of(format("is for database \"{}\", and this is \"{}\"", name(), copy.name()),
                       elsewhere.err),
              1U)
        << elsewhere.err;
}

TEST_F(PlanForms, AreNeverSavedWithSecrets) {
    make(mapping_with("first-1"));
    model("model.sql", mapping_with("g1heim"));
    const auto page = run_pgslate({"plan", "--markdown", "--out", "saved.plan"});
    EXPECT_EQ(count_of("g1heim", content("saved.plan") + page.out + page.err), 0U);
    model("model.sql", mapping_with("g2heim"));
    expect_refused("is for what was declared before that was changed");
    EXPECT_EQ(count_of("g2heim", run_pgslate({"plan", "--sql"}).out), 1U);
}

TEST_F(PlanForms, AreOfADatabaseThatIsThere) {
    model("model.sql", "create table t (a integer);");
    EXPECT_EQ(run_pgslate({"plan", "--out", "saved.plan"}).status, 78);
    EXPECT_EQ(run_pgslate({"plan", "--undo"}).status, 78);
    EXPECT_EQ(run_pgslate({"plan", "--sql", "--markdown"}).status, 64);
}

} // namespace
} // namespace pgslate::testing
