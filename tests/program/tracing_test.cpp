// An error of the server is traced back to the model that caused it.
#include "support/json.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

class Tracing : public ProgramTest {
  protected:
    // Fails to build; returns what was said.
    std::string error(int status = 1) const {
        const auto ended = run_pgslate({"create"});
        EXPECT_EQ(ended.status, status) << ended.err;
        EXPECT_EQ(count_of("error: ", ended.err), 1U) << ended.err;
        EXPECT_FALSE(database_exists(name()));
        return ended.err;
    }
};

TEST_F(Tracing, LeadsToTheLineOfAColumnInToml) {
    model("a.toml", "[table.a.columns]\nid = 'bigint'\n\nwrong = 'no_such_type'\nlast = 'text'\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.toml:4:")) << said;
    EXPECT_EQ(count_of("type \"no_such_type\" does not exist", said), 1U) << said;
    EXPECT_EQ(count_of("SQLSTATE 42704", said), 1U) << said;
    EXPECT_EQ(count_of("CREATE TABLE", said), 1U) << "the statement: " << said;
}

TEST_F(Tracing, LeadsToTheColumnWithAWrongDefaultOrCheck) {
    model("a.toml", "[table.a.columns]\nid = { type = 'bigint', default = 'nothing()' }\n");
    EXPECT_TRUE(error().starts_with("schemas/a.toml:2:"));
    model("a.toml", "[table.a.columns]\nid = 'bigint'\n[table.a.checks]\ngood = 'id > 0'\n"
                    "bad = 'id >'\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.toml:5:")) << said;
    EXPECT_EQ(count_of("42601", said), 1U) << said;
}

TEST_F(Tracing, LeadsToThePlaceInAnSqlFile) {
    model("a.sql", "create table good ();\n\n-- ünï\ncreate table a (\n    id int,\n"
                   "    ö text, wrong no_such_type\n);\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.sql:6:20:")) << said;
    EXPECT_EQ(count_of("    ö text, wrong no_such_type\n", said), 2U)
        << "the line, and the statement: " << said;
}

TEST_F(Tracing, TellsDetailAndHintOfTheServer) {
    model("a.sql", "create table a (id int primary key);\ninsert into a values (1), (1);\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.sql:2:1:")) << said;
    EXPECT_EQ(count_of("SQLSTATE 23505", said), 1U) << said;
    EXPECT_EQ(count_of("DETAIL: Key (id)=(1) already exists.", said), 1U) << said;
    model("a.sql", "create table a (id int);\ninsert into a values ('1'::text);\n");
    EXPECT_EQ(count_of("HINT: You will need to rewrite or cast the expression.", error()), 1U);
}

TEST_F(Tracing, TellsWhatIsWrongNotWhatFollowsFromIt) {
    model("a.toml", "[table.a.columns]\nid = { type = 'itn', primary_key = true }\n"
                    "[table.b.columns]\na = { type = 'int', references = 'a.id' }\n");
    model("b.sql", "create view v as select * from a;\ncreate view w as select * from v;\n"
                   "comment on view w is 'last';\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.toml:2:")) << said;
    EXPECT_EQ(count_of("statements that need what could not be created", said), 1U) << said;
}

TEST_F(Tracing, LeadsToDataThatAreWrong) {
    model("a.sql", "create table a (id int);\ncopy a from stdin;\n1\nx\n\\.\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.sql:4:1:")) << said;
    EXPECT_EQ(count_of("CONTEXT: COPY a, line 2, column id: \"x\"", said), 1U) << said;
}

TEST_F(Tracing, LeadsToTheStatementWhoseBodyIsWrong) {
    model("a.sql", "create table a (id int);\n"
                   "do $$\nbegin\n  perform 1;\n  perform nothing();\nend $$;\n");
    const auto said = error();
    EXPECT_TRUE(said.starts_with("schemas/a.sql:2:1:")) << said;
    EXPECT_EQ(count_of("PL/pgSQL function inline_code_block line 4", said), 1U) << said;
}

TEST_F(Tracing, LeadsToADeferredConstraintThatFailsAtTheEnd) {
    model("a.sql", "create table a (id int primary key, b int references a "
                   "deferrable initially deferred);\ninsert into a values (1, 2);\n");
    EXPECT_EQ(count_of("SQLSTATE 23503", error()), 1U);
}

TEST_F(Tracing, TellsOfEverythingThatIsMissing) {
    model("a.sql", "create view v as select * from nothing;\n"
                   "create view w as select * from nowhere;\ncreate table good ();\n");
    const auto ended = run_pgslate({"create"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("schemas/a.sql:1:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("schemas/a.sql:2:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("error: ", ended.err), 2U) << ended.err;
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(Tracing, IsThereAsDataToo) {
    model("a.toml", "[table.a.columns]\nid = 'no_such_type'\n");
    const auto ended = run_pgslate({"create", "--json"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_TRUE(is_json(ended.out)) << ended.out;
    for (const auto* part : {"\"exit_status\": 1", "\"file\": \"schemas/a.toml\"", "\"line\": 2",
                             "\"sqlstate\": \"42704\"", "\"statement\": \"CREATE TABLE"})
        EXPECT_EQ(count_of(part, ended.out), 1U) << part << ended.out;
}

} // namespace
} // namespace pgslate::testing
