#include "base/format.hpp"
#include "support/models.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

// The only statement of a model that declares `[table.t]` with this text.
std::string table(const std::string& text) {
    const auto all = statements(toml(text));
    return all.size() == 1 ? all.front() : format("{} statements", all.size());
}

TEST(TableModels, HaveColumnsInTheOrderOfTheFile) {
    EXPECT_EQ(table("[table.t.columns]\nz = \"text\"\na = { type = \"int\" }\nm = \"date\""),
              "CREATE TABLE public.t ( z text, a int, m date )");
    EXPECT_EQ(table("[table.t]\ncolumns = { z = \"text\", a = \"int\" }"),
              "CREATE TABLE public.t ( z text, a int )");
    EXPECT_EQ(table("[table.t.columns.z]\ntype = \"text\"\n[table.t.columns.a]\ntype = \"int\""),
              "CREATE TABLE public.t ( z text, a int )");
}

TEST(TableModels, TakeNamesExactlyAsWritten) {
    EXPECT_EQ(table("[table.User.columns]\n\"a b\" = \"text\"\norder = \"int\"\n'x\"y' = \"int\""),
              R"(CREATE TABLE public."User" ( "a b" text, "order" int, "x""y" int ))");
}

TEST(TableModels, KnowEveryColumnKey) {
    const auto all = statements(toml(R"toml(
        [table.t.columns]
        name  = { type = "text", collation = "C", default = "'nobody'", comment = "who" }
        shout = { type = "text", generated = "upper(name)" }
        made  = { type = "timestamptz", nullable = false, default = "now()", was = "created" }
        blob  = { type = "text", storage = "external", compression = "pglz", statistics = 500 }
        n     = { type = "bigint", identity = { mode = "always", start = 5, increment = 2 } }
        mail  = { type = "text", unique = true, check = "mail <> ''", nullable = true }
    )toml"));
    const Lines expected = {
        "CREATE TABLE public.t ( name text COLLATE \"C\" DEFAULT 'nobody', "
        "shout text GENERATED ALWAYS AS (upper(name)) STORED, "
        "made timestamptz DEFAULT now() NOT NULL, blob text COMPRESSION pglz, "
        "n bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 2), mail text, "
        "CONSTRAINT t_mail_key UNIQUE (mail), CONSTRAINT t_mail_check CHECK (mail <> '') )",
        "ALTER TABLE ONLY public.t ALTER COLUMN blob SET STORAGE external",
        "ALTER TABLE ONLY public.t ALTER COLUMN blob SET STATISTICS 500",
        "COMMENT ON COLUMN public.t.name IS 'who'"};
    EXPECT_EQ(all, expected);
}

TEST(TableModels, KnowEveryConstraint) {
    EXPECT_EQ(table(R"toml(
        [table.t]
        primary_key = { columns = ["a", "b"], name = "pk", include = ["c"] }
        uniques.u1 = ["a", "c"]
        uniques.u2 = { columns = "c", nulls_not_distinct = true, deferrable = true, initially = "deferred" }
        checks.k1 = "a > 0"
        checks.k2 = { expression = "b > 0", no_inherit = true }
        foreign_keys.f = { columns = ["a", "b"], references = "t", to = ["a", "b"], on_delete = "set null", on_update = "cascade", match = "full", deferrable = true, initially = "deferred" }
        columns = { a = "int", b = "int", c = "int", r = "int4range" }
    )toml"),
              "CREATE TABLE public.t ( a int, b int, c int, r int4range, "
              "CONSTRAINT pk PRIMARY KEY (a, b) INCLUDE (c), CONSTRAINT u1 UNIQUE (a, c), "
              "CONSTRAINT u2 UNIQUE NULLS NOT DISTINCT (c) DEFERRABLE INITIALLY DEFERRED, "
              "CONSTRAINT k1 CHECK (a > 0), CONSTRAINT k2 CHECK (b > 0) NO INHERIT, "
              "CONSTRAINT f FOREIGN KEY (a, b) REFERENCES public.t (a, b) MATCH full "
              "ON UPDATE cascade ON DELETE set null DEFERRABLE INITIALLY DEFERRED )");
}

TEST(TableModels, AddExclusionConstraintsWhoseIndexMayCallFunctions) {
    EXPECT_EQ(
        statements(toml("[table.t]\ncolumns.r = \"int4range\"\n"
                        "excludes.x = { elements = [\"r with &&\"], where = \"r > 'empty'\" }")),
        (Lines{"CREATE TABLE public.t ( r int4range )",
               "ALTER TABLE public.t ADD CONSTRAINT x EXCLUDE USING gist (r with &&) "
               "WHERE (r > 'empty')"}));
}

TEST(TableModels, CountUnnamedConstraintsThatWouldBeAlikeWhenShortened) {
    const std::string name(60, 'c');
    const auto sql =
        table(format("[table.{0}.columns]\n{0}1 = {{ type = \"int\", unique = true }}\n"
                     "{0}2 = {{ type = \"int\", unique = true }}",
                     name));
    const auto begin = std::string(29, 'c') + "_";
    EXPECT_NE(sql.find(begin + std::string(29, 'c') + "_key UNIQUE"), std::string::npos);
    EXPECT_NE(sql.find(begin + std::string(28, 'c') + "_key1 UNIQUE"), std::string::npos);
}

TEST(TableModels, KeepConstraintsThatAreNotValidOutOfCreateTable) {
    const auto all = statements(toml(
        "[table.t]\ncolumns.a = \"int\"\nchecks.k = { expression = \"a > 0\", not_valid = true }"));
    EXPECT_EQ(all, (Lines{"CREATE TABLE public.t ( a int )",
                          "ALTER TABLE public.t ADD CONSTRAINT k CHECK (a > 0) NOT VALID"}));
}

TEST(TableModels, KnowReferencesInAllForms) {
    const auto key = [](const std::string& references) {
        const auto all =
            statements(toml("[table.a.columns]\nid = { type = \"uuid\", primary_key = true }\n"
                            "[table.b.columns]\nx = { type = \"uuid\", references = "
                            + references + " }"));
        return all.back().substr(all.back().find("CONSTRAINT"));
    };
    const std::string begin = "CONSTRAINT b_x_fkey FOREIGN KEY (x) REFERENCES public.a";
    EXPECT_EQ(key(R"("a")"), begin + " )");
    EXPECT_EQ(key(R"("a.id")"), begin + " (id) )");
    EXPECT_EQ(key(R"("public.a.id")"), begin + " (id) )");
    EXPECT_EQ(key(R"({ table = "a", on_delete = "cascade" })"), begin + " ON DELETE cascade )");
    EXPECT_EQ(key(R"({ table = "a", schema = "public", column = "id", name = "f" })"),
              "CONSTRAINT f FOREIGN KEY (x) REFERENCES public.a (id) )");
}

TEST(TableModels, KnowStorageInheritanceAndPartitions) {
    EXPECT_EQ(table(R"toml(
        [table.t]
        columns.a = "int"
        unlogged = true
        with = { fillfactor = 70, "toast.autovacuum_enabled" = false }
        tablespace = "fast"
        access_method = "heap"
    )toml"),
              "CREATE UNLOGGED TABLE public.t ( a int ) USING heap WITH (fillfactor = 70, "
              "toast.autovacuum_enabled = false) TABLESPACE fast");
    EXPECT_EQ(
        statements(toml("[table.b]\ninherits = [\"a\"]\n[table.a.columns]\nx = \"int\"")),
        (Lines{"CREATE TABLE public.a ( x int )", "CREATE TABLE public.b () INHERITS (public.a)"}));
    EXPECT_EQ(statements(toml(R"toml(
        [table.t]
        columns.d = "date"
        partition_by = "range (d)"
        partitions.t1 = "for values from ('2000-01-01') to ('2010-01-01')"
        partitions.t2 = { bound = "default", partition_by = "list (d)", partitions = { t3 = "default" } }
    )toml")),
              (Lines{"CREATE TABLE public.t ( d date ) PARTITION BY range (d)",
                     "CREATE TABLE public.t1 PARTITION OF public.t "
                     "for values from ('2000-01-01') to ('2010-01-01')",
                     "CREATE TABLE public.t2 PARTITION OF public.t default PARTITION BY list (d)",
                     "CREATE TABLE public.t3 PARTITION OF public.t2 default"}));
}

TEST(TableModels, KnowIndexesInAllForms) {
    const auto index = [](const std::string& value) {
        return statements(
                   toml("[table.t]\ncolumns = { a = \"text\", b = \"int\" }\nindexes.i = " + value))
            .back();
    };
    EXPECT_EQ(index(R"("a")"), "CREATE INDEX i ON public.t (a)");
    EXPECT_EQ(index(R"(["a", "b"])"), "CREATE INDEX i ON public.t (a, b)");
    EXPECT_EQ(
        index(R"x({ columns = [{ expression = "lower(a)", order = "desc", nulls = "last", )x"
              R"x(opclass = "text_pattern_ops", collation = '"C"' }, { column = "b" }], )x"
              R"x(unique = true, where = "a is not null", method = "btree", )x"
              R"x(include = ["b"], with = { fillfactor = 80 } })x"),
        "CREATE UNIQUE INDEX i ON public.t USING btree ((lower(a)) COLLATE \"C\" text_pattern_ops "
        "DESC NULLS LAST, b) INCLUDE (b) WITH (fillfactor = 80) WHERE a is not null");
}

TEST(TableModels, CommentOnEverything) {
    const auto all = statements(toml(R"toml(
        [table.t]
        comment = "it's a table"
        columns.a = { type = "int", comment = "column" }
        primary_key = { columns = ["a"], comment = "key" }
        checks.c = { expression = "a > 0", comment = "check" }
        indexes.i = { columns = ["a"], comment = "index" }
    )toml"));
    for (const auto* comment :
         {"COMMENT ON TABLE public.t IS 'it''s a table'",
          "COMMENT ON COLUMN public.t.a IS 'column'",
          "COMMENT ON CONSTRAINT t_pkey ON public.t IS 'key'",
          "COMMENT ON CONSTRAINT c ON public.t IS 'check'", "COMMENT ON INDEX public.i IS 'index'"})
        EXPECT_LT(line_with(all, comment), all.size()) << comment;
}

TEST(TableModels, TakeAnEmptyCommentForNone) {
    EXPECT_EQ(table("[table.t]\ncomment = \"\"\ncolumns.a = \"int\""),
              "CREATE TABLE public.t ( a int )");
}

TEST(TableModels, CountASingleIntegerKeyByItself) {
    const auto identity = [](const std::string& column, const std::string& more = "") {
        const auto all =
            statements(toml("[table.o.columns]\nid = { type = \"uuid\", primary_key = true }\n"
                            "[table.t]\n"
                            + more + "\n[table.t.columns]\nid = " + column));
        return all.at(line_with(all, "public.t")).find("BY DEFAULT AS IDENTITY")
               != std::string::npos;
    };
    for (const auto* type : {"integer", "BIGINT", "smallint", "int4"})
        EXPECT_TRUE(identity(format(R"({{ type = "{}", primary_key = true }})", type))) << type;
    EXPECT_TRUE(identity("\"integer\"", "primary_key = [\"id\"]"));
    EXPECT_TRUE(identity("\"integer\"", "primary_key = \"id\""));
    for (const auto* type : {"uuid", "text", "serial", "bigserial", "numeric", "integer[]"})
        EXPECT_FALSE(identity(format(R"({{ type = "{}", primary_key = true }})", type))) << type;
    for (const auto* more :
         {"identity = false", "default = 7", "generated = \"1\"", "references = \"o\""})
        EXPECT_FALSE(identity(format(R"({{ type = "integer", primary_key = true, {} }})", more)))
            << more;
    EXPECT_FALSE(identity("\"integer\""));
    EXPECT_FALSE(identity("\"integer\"\nb = \"integer\"", "primary_key = [\"id\", \"b\"]"));
    EXPECT_FALSE(identity("\"integer\"",
                          "primary_key = [\"id\"]\nforeign_keys.f = { columns = [\"id\"], "
                          "references = \"o\" }"));
}

TEST(TableModels, BracketDefaultsThatNeedIt) {
    const auto type = [](const std::string& text) {
        const auto all =
            table("[table.t.columns]\na = { type = \"bool\", default = " + text + " }");
        return all.substr(all.find("DEFAULT"));
    };
    EXPECT_EQ(type("\"1 is null and true\""), "DEFAULT (1 is null and true) )");
    EXPECT_EQ(type("\"'and' || x()\""), "DEFAULT 'and' || x() )");
    EXPECT_EQ(type("true"), "DEFAULT true )");
    EXPECT_EQ(type("-3"), "DEFAULT -3 )");
    EXPECT_EQ(type("\"now() -- at once\""), "DEFAULT now() -- at once )");
}

TEST(TableModels, RefuseADefaultThatIsABareWord) {
    const auto error =
        error_of(toml("[table.t.columns]\na = { type = \"text\", default = \"pending\" }"));
    ASSERT_EQ(error.problems().size(), 1U);
    const auto& problem = error.problems().front();
    EXPECT_EQ(problem.message, "default of column a of table t is the bare word pending");
    EXPECT_EQ(problem.place.line, 2);
    EXPECT_EQ(problem.place.column, 22);
    EXPECT_EQ(problem.hints.front(),
              "A default is SQL: if the text is meant, write default = \"'pending'\".");
    for (const auto* fine : {"\"'pending'\"", "\"null\"", "\"CURRENT_DATE\"", "\"now()\"", "5",
                             "false", "\"session_user\"", "\"LocalTime\"", "\"t()\""})
        EXPECT_TRUE(
            load(toml(format("[table.t.columns]\na = {{ type = \"text\", default = {} }}", fine)))
                .warnings.empty())
            << fine;
}

} // namespace
} // namespace pgslate::testing
