// What a newcomer writes who knows SQL, another database or an ORM, and what is said to that
// without a server.
#include "base/format.hpp"
#include "support/models.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

std::string first_hint(const Files& files) {
    const auto problem = error_of(files).problems().front();
    return problem.hints.empty() ? "" : problem.hints.front();
}

Lines hints_of_warnings(const std::string& text) {
    Lines hints;
    for (const auto& warning : load(toml(text)).warnings)
        hints.insert(hints.end(), warning.hints.begin(), warning.hints.end());
    return hints;
}

std::string column(const std::string& definition) {
    return "[table.t.columns]\nid = \"int\"\nn = \"text\"\nx = " + definition + "\n";
}

struct Said {
    std::string written;
    std::string answer;
};

class ColumnTypes : public ::testing::TestWithParam<Said> {};

TEST_P(ColumnTypes, ThatNobodyKnowsGetASuggestion) {
    const auto& [type, meant] = GetParam();
    const Lines hint = {format("Did you mean {}?", meant)};
    EXPECT_EQ(hints_of_warnings(column(format("\"{}\"", type))), hint);
    EXPECT_EQ(hints_of_warnings(format("[domain.d]\ntype = \"{}\"", type)), hint);
    EXPECT_EQ(hints_of_warnings(format("[type.c]\nattributes = {{ a = \"{}\" }}", type)), hint);
}

INSTANTIATE_TEST_SUITE_P(
    Misspelt, ColumnTypes,
    ::testing::Values(Said{"timestampz", "timestamptz"}, Said{"TIMESTAMPZ", "timestamptz"},
                      Said{"string", "text"}, Said{"string[]", "text"},
                      Said{"datetime", "timestamptz"}, Said{"intger", "integer"},
                      Said{"varchr(20)", "varchar"}, Said{"nvarchar(20)", "varchar"},
                      Said{"double_precision", "double precision"},
                      Said{"double", "double precision"}, Said{"tinyint", "smallint"},
                      Said{"number(10,2)", "numeric"}, Said{"blob", "bytea"}, Said{"guid", "uuid"},
                      Said{"jsn", "json"}, Said{"boolen", "boolean"},
                      Said{"float64", "double precision"}));

class KnownTypes : public ::testing::TestWithParam<std::string> {};

TEST_P(KnownTypes, AreNotWarnedOf) {
    EXPECT_EQ(hints_of_warnings(column(format("'{}'", GetParam()))), Lines());
}

INSTANTIATE_TEST_SUITE_P(Fine, KnownTypes,
                         ::testing::Values("timestamp with time zone", "double precision",
                                           "character varying(20)", "int[]", "integer ARRAY[3]",
                                           "numeric(10, 2)", "bit varying(3)", "interval day",
                                           "national character(3)", "\"char\"", "\"String\"",
                                           "pg_catalog.int4", "app.strng", "tsmultirange",
                                           "geometry(Point, 4326)", "citext", "hstore", "cube",
                                           "vector(3)", "t", "_int4", "regclass"));

TEST(Types, ThatAModelDeclaresAreKnown) {
    const auto warnings = [](const Files& files) { return load(files).warnings.size(); };
    const std::string table = "[table.t.columns]\na = \"strng\"\n";
    EXPECT_EQ(warnings(toml(table + "[enum]\nstrng = [\"a\"]")), 0U);
    EXPECT_EQ(warnings(toml(table + "[domain.strng]\ntype = \"text\"")), 0U);
    EXPECT_EQ(warnings({{"a.toml", table}, {"b.sql", "create type strng as (a int);"}}), 0U);
    EXPECT_EQ(warnings({{"a.toml", "[table.t.columns]\na = \"mod\"\n[enum]\nmood = [\"a\"]"}}), 1U);
}

TEST(Types, ThatAnExtensionMayHaveAreLeftAlone) {
    const std::string extension = "[extension]\nvector = {}\n";
    EXPECT_EQ(hints_of_warnings(extension + column("\"vector(3)\"")), Lines());
    EXPECT_EQ(hints_of_warnings(extension + column("\"string\"")), (Lines{"Did you mean text?"}));
}

class ColumnKeys : public ::testing::TestWithParam<Said> {};

TEST_P(ColumnKeys, OfOthersAreAnsweredWithOurs) {
    const auto& [key, ours] = GetParam();
    const auto hint = first_hint(toml(column(format("{{ type = \"int\", \"{}\" = true }}", key))));
    EXPECT_NE(hint.find(ours), std::string::npos) << hint;
}

INSTANTIATE_TEST_SUITE_P(
    Known, ColumnKeys,
    ::testing::Values(Said{"not_null", "nullable = false"}, Said{"null", "nullable = false"},
                      Said{"notnull", "nullable = false"}, Said{"not null", "nullable = false"},
                      Said{"required", "nullable = false"}, Said{"primary", "primary_key = true"},
                      Said{"pk", "primary_key = true"}, Said{"autoincrement", "identity ="},
                      Said{"fk", "references ="}, Said{"on_delete", "references = {"},
                      Said{"index", "[table.NAME.indexes]"}, Said{"length", "type = "},
                      Said{"server_default", "default ="}, Said{"nulable", "'nullable'"}));

class Sections : public ::testing::TestWithParam<Said> {};

TEST_P(Sections, OfNothingInTomlSayWhereItGoes) {
    const auto& [section, place] = GetParam();
    const auto hint = first_hint(toml(format("[{}.x]\na = 1\n", section)));
    EXPECT_NE(hint.find(place), std::string::npos) << hint;
}

INSTANTIATE_TEST_SUITE_P(Known, Sections,
                         ::testing::Values(Said{"function", ".sql"}, Said{"procedure", ".sql"},
                                           Said{"aggregate", ".sql"}, Said{"operator", ".sql"},
                                           Said{"event_trigger", ".sql"},
                                           Said{"publication", ".sql"}, Said{"data", ".sql"},
                                           Said{"trigger", "[table.NAME.triggers]"},
                                           Said{"index", "[table.NAME.indexes]"},
                                           Said{"columns", "[table.NAME.columns]"},
                                           Said{"policy", "[table.NAME.policies]"},
                                           Said{"foreign_key", "[table.NAME.foreign_keys]"},
                                           Said{"composite", "[type.NAME]"},
                                           Said{"profile", "pgslate.toml"},
                                           Said{"tabel", "'table'"}));

class References : public ::testing::TestWithParam<Said> {};

TEST_P(References, InTheWordsOfSqlAreAnsweredWithOurs) {
    const auto& [written, ours] = GetParam();
    EXPECT_EQ(
        first_hint(toml(column(format("{{ type = \"int\", references = \"{}\" }}", written)))),
        ours);
}

INSTANTIATE_TEST_SUITE_P(
    Known, References,
    ::testing::Values(
        Said{"t(id)", "Write references = \"t.id\"."},
        Said{"t (id)", "Write references = \"t.id\"."},
        Said{"public.t(id)", "Write references = \"public.t.id\"."},
        Said{"t(id) on delete cascade",
             "Write references = { table = \"t\", column = \"id\", on_delete = ... }."},
        Said{"t(id, n)", "A foreign key of several columns stands in [table.NAME.foreign_keys]."}));

TEST(Indexes, OfExpressionsSayHowTheyAreWritten) {
    EXPECT_EQ(first_hint(toml(column("\"int\"") + "[table.t.indexes]\ni = [\"lower(n)\"]")),
              "Write { expression = \"lower(n)\" } for an expression.");
    const auto sorted = first_hint(toml(column("\"int\"") + "[table.t.indexes]\ni = [\"n desc\"]"));
    EXPECT_TRUE(sorted.starts_with("Write { column = \"n\", order = \"desc\" }")) << sorted;
    const auto unique =
        first_hint(toml(column("\"int\"") + "[table.t.uniques]\nu = [\"lower(n)\"]"));
    EXPECT_NE(unique.find("[table.NAME.indexes]"), std::string::npos) << unique;
    EXPECT_EQ(problems(toml("[table.t.columns]\n\"lower(n)\" = \"int\"\n"
                            "[table.t.indexes]\ni = [\"lower(n)\"]")),
              Lines())
        << "a name may look like that";
}

TEST(Defaults, OfTimesAreNeverRecommendedToStandStill) {
    for (const auto& [word, meant] :
         {std::pair("now", "now()"), {"NOW", "now()"}, {"today", "current_date"}}) {
        const auto hint = first_hint(
            toml(column(format("{{ type = \"timestamptz\", default = \"{}\" }}", word))));
        EXPECT_EQ(hint, format("Write default = \"{}\".", meant));
    }
    EXPECT_EQ(first_hint(toml("[domain.d]\ntype = \"date\"\ndefault = \"today\"")),
              "Write default = \"current_date\".");
    EXPECT_EQ(hints_of_warnings(column("{ type = \"timestamptz\", default = \"'now'\" }")),
              (Lines{"Write default = \"now()\"."}));
    EXPECT_EQ(hints_of_warnings(column("{ type = \"text\", default = \"'now'\" }")), Lines());
}

class TomlMistakes : public ::testing::TestWithParam<Said> {};

TEST_P(TomlMistakes, AreSaidInAPersonsWords) {
    const auto error = error_of(toml(GetParam().written));
    EXPECT_EQ(error.problems().front().message, "this is not TOML: " + GetParam().answer);
}

INSTANTIATE_TEST_SUITE_P(
    Known, TomlMistakes,
    ::testing::Values(
        Said{"[table.t.columns]\na = integer\n", "this value is not in quotes"},
        Said{"[table.t.columns]\na = text\n", "this value is not in quotes"},
        Said{"[table.t.columns]\na = numeric\n", "this value is not in quotes"},
        Said{"[table.t.columns]\na = varchar(20)\n", "this value is not in quotes"},
        Said{"[table.t.columns]\na = { type = uuid }\n", "this value is not in quotes"},
        Said{"[table.t]\nprimary_key = [id]\n", "this value is not in quotes"},
        Said{"[table.t.columns]\na = \"int\nb = \"int\"\n", "a string does not end on its line"},
        Said{"[table.t.columns]\na = 'int\nb = 'int'\n", "a string does not end on its line"},
        Said{"[table.t.columns]\na = \"int", "a string does not end"},
        Said{"[table.t.columns]\na = \"\"\"int\nb = \"int\"\n", "a string does not end"},
        Said{"[table.t.columns]\na =\n", "a value is missing behind '='"},
        Said{"[table.t.columns]\na \"int\"\n", "'=' is missing behind a name"},
        Said{"create table t (a int);\n", "'=' is missing behind a name"},
        Said{"[table.t.columns]\na = { type = \"int\",\n",
             "a table in braces does not end on its line"},
        Said{"[table.t.columns]\na = { type = \"int\" unique = true }\n",
             "a comma is missing between two keys in braces"},
        Said{"[table.t.columns]\na = { type = \"int\", }\n", "no comma may stand before '}'"},
        Said{"[table.t]\nprimary_key = [\"a\"\n", "an array does not end: ']' is missing"},
        Said{"[table.t\n", "']' is missing behind the name of a table"},
        Said{"[table.my table]\n", "']' is missing behind the name of a table"},
        Said{"[table.t.columns]\na = \"int\"\na = \"text\"\n", "'a' is written twice"},
        Said{"[table.t.columns]\na = \"int\" b\n", "something stands behind the value"},
        Said{"[table.t.columns]\na = \"\\d\"\n",
             "a backslash stands before a character that it does not go with"},
        Said{"= 1\n", "this line is no TOML"}));

} // namespace
} // namespace pgslate::testing
