#include "base/format.hpp"
#include "models/models.hpp"
#include "support/models.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::testing {
namespace {

models::Models load_paths(const std::vector<std::filesystem::path>& paths) {
    return models::load(models::find(paths, Trust::of_user()));
}

struct Wrong {
    std::string text;
    std::string problem; ///< the only one
};

class WrongModels : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongModels, AreReportedWithTheirPlace) {
    EXPECT_EQ(problems(toml(GetParam().text)), (Lines{GetParam().problem}));
}

const std::string table_t = "[table.t.columns]\na = \"int\"\n";

INSTANTIATE_TEST_SUITE_P(
    Toml, WrongModels,
    ::testing::Values(
        Wrong{"[tabel.t]", "model.toml:1:2: unknown key 'tabel' in a model"},
        Wrong{table_t + "b = { type = \"int\", nulable = true }",
              "model.toml:3:21: unknown key 'nulable' in column b of table t"},
        Wrong{table_t + "'ö' = { type = \"int\", 'ä' = 1 }",
              "model.toml:3:24: unknown key 'ä' in column ö of table t"},
        Wrong{
            table_t + "b = { type = \"int\", unique = \"yes\" }",
            "model.toml:3:30: 'unique' of column b of table t must be true or false, not a string"},
        Wrong{table_t + "b = [\"int\"]", "model.toml:3:5: the type of column b of table t must be "
                                         "SQL in a string, not an array"},
        Wrong{table_t + "b = { nullable = true }",
              "model.toml:3:5: column b of table t has no 'type'"},
        Wrong{table_t + "b = \"numeric(3\"", "model.toml:3:5: the type of column b of table t is "
                                             "no complete piece of SQL: a bracket "
                                             "is not closed"},
        Wrong{table_t + "b = \"int; drop table x\"",
              "model.toml:3:5: the type of column b of table t is no complete piece of SQL: a "
              "semicolon ends it early"},
        Wrong{table_t + "b = \"int, c int\"",
              "model.toml:3:5: the type of column b of table t holds more than one: there is a "
              "comma"},
        Wrong{table_t + "b = \"  \"", "model.toml:3:5: the type of column b of table t is empty"},
        Wrong{table_t + "b = { type = \"int\", default = \"'x\" }",
              "model.toml:3:31: 'default' of column b of table t is no complete piece of SQL: a "
              "quote "
              "is not closed"},
        Wrong{table_t + "[table.t.uniques]\nu = [\"b\"]",
              "model.toml:4:1: unique constraint public.t.u names column 'b', which table public.t "
              "does not have"},
        Wrong{table_t + "[table.t.uniques]\nu = []",
              "model.toml:4:1: unique constraint u of table t names no column"},
        Wrong{
            table_t + "[table.t.indexes]\ni = [\"b\"]",
            "model.toml:4:1: index public.i names column 'b', which table public.t does not have"},
        Wrong{
            table_t + "[table.t.excludes]\nx = { elements = [\"a with =)\"] }",
            "model.toml:4:19: an element of exclusion constraint x of table t is no complete piece "
            "of SQL: a closing bracket has no opening one"},
        Wrong{table_t + "[table.u.columns]\nb = { type = \"int\", references = \"s\" }",
              "model.toml:4:21: foreign key public.u.u_b_fkey refers to table public.s, which no "
              "model "
              "declares"},
        Wrong{
            table_t + "[table.u.columns]\nb = { type = \"int\", references = \"t.b\" }",
            "model.toml:4:21: foreign key public.u.u_b_fkey names column 'b', which table public.t "
            "does not have"},
        Wrong{table_t + "[view]\nt = \"select 1\"",
              "model.toml:4:1: view public.t has the name of table public.t"},
        Wrong{table_t + "[enum]\nt = []",
              "model.toml:1:8: table public.t has the name of enum public.t"},
        Wrong{table_t
                  + "[table.u]\ncolumns.a = \"int\"\nuniques.i = [\"a\"]\n[table.t.indexes]\ni = "
                    "[\"a\"]",
              "model.toml:7:1: index public.i has the name of unique constraint public.u.i"},
        Wrong{"[table.t]\ncomment = \"x\"", "model.toml:1:8: table public.t has no columns"},
        Wrong{"[table.t.columns]", "model.toml:1:8: table public.t has no columns"},
        Wrong{"[table.t]\ninherits = [\"t\"]",
              "model.toml:1:8: table public.t inherits from itself"},
        Wrong{table_t + "[table.t]\npartitions.p = \"default\"",
              "model.toml:4:1: table t has partitions but no 'partition_by'"},
        Wrong{"[table.t]\ncolumns.a = \"int\"\npartitions.p = \"default\"",
              "model.toml:3:1: table t has partitions but no 'partition_by'"},
        Wrong{"[enum]\nmood = [\"a\", \"a\"]",
              "model.toml:2:1: label \"a\" of enum mood stands twice"},
        Wrong{"[enum]\nmood = [\"a\", 1]",
              "model.toml:2:14: enum mood must hold strings, not an integer"},
        Wrong{"[enum]\n\"\" = []", "model.toml:2:1: a name is empty"},
        Wrong{"[table.t.columns]\na = { type = \"int\", primary_key = true, nullable = true }",
              "model.toml:2:41: column a of table t belongs to the primary key and can't be "
              "nullable"},
        Wrong{"[table.t]\nprimary_key = [\"a\"]\n[table.t.columns]\na = { type = \"int\", "
              "primary_key = "
              "true }",
              "model.toml:2:1: table t has a primary key, and column a declares another"},
        Wrong{table_t + "[table.t.triggers]\nx = { enabled = \"always\" }",
              "model.toml:4:5: trigger x of table t has no 'definition'"},
        Wrong{table_t + "[table.t.policies]\nx = \"select\"",
              "model.toml:4:1: policy x of table t must be a table, not a string"},
        Wrong{table_t + "[table.t.grants]\nx = [\"selct\"]",
              "model.toml:4:1: \"selct\" is no privilege"},
        Wrong{table_t + "[table.t.grants]\nx = 1",
              "model.toml:4:1: grants to x on table t must be a list of privileges or a table, not "
              "an integer"},
        Wrong{"[table.t]\nrow_security = \"on\"\n[table.t.columns]\na = \"int\"",
              "model.toml:2:16: 'row_security' of table t must be \"forced\", not \"on\""},
        Wrong{
            "[view.v]\nquery = \"select 1 as a\"\ncolumn_comments.a = 1",
            "model.toml:3:17: the comment on column a of view v must be a string, not an integer"},
        Wrong{"[sequence.s]\nowned_by = \"x\"",
              "model.toml:2:1: 'owned_by' of sequence s must name a table and its column: "
              "\"invoice.number\""},
        Wrong{"[enum]\nx = [\"a\\u0000\"]",
              "model.toml:2:6: a NUL character can't stand in a model"},
        Wrong{"[enum]\n\"a\\u0000\" = []", "model.toml:2:1: a NUL character can't stand in a name"},
        Wrong{std::string("[enum]\nx = [\"a\0\"]", 17),
              "model.toml:2:8: a NUL byte can't stand in a model"},
        Wrong{"[enum]\nx = [\"\xFF\"]",
              "model.toml:2:7: this is not UTF-8: models are UTF-8 text"}));

class WrongScripts : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongScripts, AreReportedWithTheirPlace) {
    EXPECT_EQ(problems(sql(GetParam().text)), (Lines{GetParam().problem}));
}

const std::string open_end =
    "the statement does not end: a quote, a comment, a bracket or COPY data are not closed";

INSTANTIATE_TEST_SUITE_P(
    Sql, WrongScripts,
    ::testing::Values(
        Wrong{"select 1;\n  \\connect db\n",
              "model.sql:2:3: a model can't hold the psql command \\connect"},
        Wrong{"\\i x\r\n", "model.sql:1:1: a model can't hold the psql command \\i"},
        Wrong{"\\q\r\n", "model.sql:1:1: a model can't hold the psql command \\q"},
        Wrong{"create table a();\nbegin;", "model.sql:2:1: a model can't hold transaction control"},
        Wrong{"COMMIT;", "model.sql:1:1: a model can't hold transaction control"},
        Wrong{"savepoint s;", "model.sql:1:1: a model can't hold transaction control"},
        Wrong{"set transaction read only;",
              "model.sql:1:1: a model can't hold transaction control"},
        Wrong{"select 1;\n select 'x;", "model.sql:2:2: " + open_end},
        Wrong{"select $a$x$$;", "model.sql:1:1: " + open_end},
        Wrong{"select 1;\n/* x", "model.sql:1:10: " + open_end},
        Wrong{"copy t from stdin;\n1\n", "model.sql:2:1: " + open_end},
        Wrong{std::string("select 1;\n \0", 12),
              "model.sql:2:2: a NUL byte can't stand in a model"},
        Wrong{"select '\xC3';", "model.sql:1:9: this is not UTF-8: models are UTF-8 text"}));

TEST(WrongModels, AreReportedAllTogether) {
    EXPECT_EQ(
        problems({{"a.toml", "[enum]\nx = 1\n[tabel]"},
                  {"b.toml", "[table.t]"},
                  {"c.sql", "begin;"},
                  {"d.toml", "[table.u.columns]\na = { type = \"int\", references = \"v\" }"}}),
        (Lines{"a.toml:2:1: enum x must be a table, not an integer",
               "a.toml:3:2: unknown key 'tabel' in a model",
               "b.toml:1:8: table public.t has no columns",
               "c.sql:1:1: a model can't hold transaction control",
               ("d.toml:2:21: foreign key public.u.u_a_fkey refers to table public.v, which no "
                "model declares")}));
}

TEST(WrongModels, NameAMissingColumnOnceForEachPlaceThatNamesIt) {
    EXPECT_EQ(problems(toml(table_t
                            + "[table.t.indexes]\ni = { columns = [\"a\"], include = "
                              "[\"b\"] }")),
              (Lines{"model.toml:4:1: index public.i names column 'b', which table public.t does "
                     "not have"}));
}

TEST(WrongModels, SayHowASchemaIsWrittenInAReference) {
    const auto error = error_of({{"a.toml", "schema = \"app\"\n" + table_t},
                                 {"b.toml", "[table.u.columns]\nx = { type = \"int\", references "
                                            "= \"app.t\" }"}});
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].hints,
              (Lines{"A column's `references` reads that as table and column; write { table = "
                     "\"app.t\" } for the table."}));
}

TEST(WrongModels, SayThatAFileHasOneUseOfSchema) {
    for (const auto* text : {"schema = \"app\"\n[schema.app]\ncomment = \"x\"\n",
                             "schema = \"app\"\n[schema]\napp = {}\n"}) {
        const auto error = error_of(toml(text));
        ASSERT_EQ(error.problems().size(), 1U);
        ASSERT_EQ(error.problems()[0].hints.size(), 1U) << text;
        EXPECT_TRUE(error.problems()[0].hints[0].starts_with("A file has either")) << text;
    }
}

TEST(Models, ThatDeclareNothingAreWarnedAbout) {
    const auto warned = [](const Files& files) { return load(files).warnings.size(); };
    EXPECT_EQ(warned(toml("# not yet\n")), 1U);
    EXPECT_EQ(warned({{"a.toml", ""}, {"b.sql", "-- nothing\n"}}), 1U);
    EXPECT_EQ(warned({{"a.toml", ""}, {"b.sql", "select 1;\n"}}), 0U);
}

TEST(WrongModels, ShowTheLineASuggestionAndTheExitStatus) {
    const auto error = error_of(toml("# ä\r\n[table.t.columns]\r\n a = { typ = \"int\" }\r\n"));
    EXPECT_EQ(error.status(), ExitStatus::bad_model);
    ASSERT_EQ(error.problems().size(), 2U);
    const auto& unknown = error.problems().back();
    EXPECT_EQ(to_string(unknown.place), "model.toml:3:8");
    EXPECT_EQ(unknown.excerpt, " a = { typ = \"int\" }");
    EXPECT_EQ(unknown.hints, (Lines{"Did you mean 'type'?"}));
}

TEST(WrongModels, DontHideBehindAMissingFile) {
    const TemporaryFolder folder;
    try {
        load_paths({folder.path() / "nowhere", folder.write("a.toml", "[tabel]")});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.problems().size(), 2U);
    }
}

TEST(WrongModels, NameBothPlacesOfATwin) {
    const auto error = error_of({{"a.toml", "[enum]\nx = []"}, {"b.toml", "[enum]\n\nx = []"}});
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].message, "enum public.x is declared twice");
    EXPECT_EQ(to_string(error.problems()[0].place), "b.toml:3:1");
    EXPECT_EQ(error.problems()[0].hints, (Lines{"It is declared at a.toml:2:1 as well."}));
    EXPECT_EQ(
        problems({{"a.sql", "create table t ();"}, {"b.toml", "[table.t.columns]\na = \"int\""}}),
        (Lines{"b.toml:1:8: table public.t is declared twice"}));
}

TEST(WrongModels, ReportNamesThatPostgresqlWouldCut) {
    const std::string fits(63, 'x');
    EXPECT_TRUE(problems(toml(format("[enum]\n{} = []", fits))).empty());
    EXPECT_EQ(problems(toml(format("[enum]\n{}x = []", fits))),
              (Lines{format("model.toml:2:1: the name \"{}x\" has 64 bytes", fits)}));
    const std::string wide(63, 'x');
    EXPECT_EQ(problems(toml(format("[table.t.columns]\n\"{}é\" = \"int\"", fits.substr(2)))).size(),
              0U);
    EXPECT_EQ(problems(toml(format("[table.t.columns]\n\"{}é\" = \"int\"", fits.substr(1)))).size(),
              1U);
}

TEST(WrongModels, ReportEveryParentThatIsMissing) {
    EXPECT_EQ(problems(toml("[table.t]\ncolumns.a = \"int\"\nprimary_key = [\"a\"]\n"
                            "inherits = [\"s\", \"s\"]"))
                  .size(),
              2U);
}

TEST(WrongModels, HaveNoCircleOfInheritance) {
    const auto circle =
        problems(toml("[table]\na = { inherits = [\"b\", \"c\"], primary_key = [\"x\"] }\n"
                      "b = { inherits = [\"a\"] }\nc = { inherits = [\"a\"] }"));
    EXPECT_GE(line_with(circle, "zzz"), 3U); // a, b and c, and no endless search for a column
    EXPECT_EQ(line_with(circle, "table public.a inherits from itself"), 0U);
}

TEST(ModelPaths, MustHoldModels) {
    const TemporaryFolder folder;
    const auto message = [](const std::filesystem::path& path) {
        try {
            load_paths({path});
            return std::string("fine");
        } catch (const Error& error) {
            EXPECT_EQ(error.status(), ExitStatus::bad_model);
            EXPECT_EQ(error.problems().size(), 1U);
            return error.problems().front().message;
        }
    };
    EXPECT_EQ(message(folder.path()), "the folder has no models");
    EXPECT_EQ(message(folder.path() / "x.toml"), "cannot be read: No such file or directory");
    folder.write(".hidden.toml", "[enum]");
    folder.write("pgslate.toml", "");
    folder.write("notes.txt", "");
    EXPECT_EQ(message(folder.path()), "the folder has no models");
    folder.write("deep/er/a.toml", "[enum]");
    EXPECT_EQ(message(folder.path()), "fine");
    std::filesystem::create_directory_symlink(folder.path(), folder.path() / "deep/loop");
    EXPECT_EQ(message(folder.path()), "the link leads back to a folder that it lies in");
}

TEST(ModelPaths, MayMeetAFileTwice) {
    const TemporaryFolder folder;
    const auto file = folder.write("a/x.toml", "[enum]\nm = []");
    std::filesystem::create_symlink(file, folder.path() / "a/y.toml");
    EXPECT_EQ(load_paths({folder.path(), folder.path() / "a", file}).sources.files.size(), 1U);
}

} // namespace
} // namespace pgslate::testing
