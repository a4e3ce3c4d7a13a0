// Seeds: rows that models bring along, in files whose order says nothing.
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

class Seeds : public ProgramTest {
  protected:
    Seeds() {
        model("tables.toml", R"toml(
            [table.person.columns]
            id   = { type = "int", primary_key = true }
            name = { type = "text", check = "name <> ''" }
            [table.product.columns]
            id = { type = "serial", primary_key = true }
            [table.sale.columns]
            id    = { type = "int", primary_key = true }
            buyer = { type = "int", references = "person.id" }
            what  = { type = "int", references = "product.id" }
            [table.item.columns]
            sale = { type = "int", references = "sale.id" }
        )toml");
    }

    // Whoever counts on the numbers that the server gives gets those of the first try.
    void add_chain() const {
        model("1.sql", "insert into item values (1), (2);\n");
        model("2.sql", "insert into sale (buyer) values (1), (2);\n");
        model("3.sql", "insert into person (name) values ('Ada'), ('Grace');\n");
    }

    std::string all() const {
        return ask_target("select (select string_agg(id || name, ',' order by id) from person) "
                          "|| (select string_agg(id || ':' || buyer, ',' order by id) from sale) "
                          "|| (select count(*) from item)");
    }
};

TEST_F(Seeds, MayComeInAnyOrderOfFiles) {
    add_chain();
    for (const auto* command : {"create", "resetdb"}) {
        const auto ended = run_pgslate({command});
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(all(), "1Ada,2Grace1:1,2:22");
    }
    const auto in_place = run_pgslate({"resetdb", "--in-place"});
    EXPECT_EQ(in_place.status, 0) << in_place.err;
    EXPECT_EQ(all(), "1Ada,2Grace1:1,2:22");
}

TEST_F(Seeds, MayComeInAnyOrderOfFilesForAScriptToo) {
    add_chain();
    run_sql("create database " + name());
    auto psql = server_program("psql", {"-X", "-v", "ON_ERROR_STOP=1", "-d", name()});
    psql.input = run_pgslate({"sql"}).out;
    const auto ended = run(psql);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(all(), "1Ada,2Grace1:1,2:22");
}

TEST_F(Seeds, AreTriedAgainWhereFilesNeedEachOther) {
    model("1.sql",
          "insert into sale (id, buyer) values (1, 1);\ninsert into product values (1);\n");
    model("2.sql", "insert into sale (id, what) values (2, 1);\n"
                   "insert into person values (1, 'Ada');\n");
    // A function hides what it fills.
    model("3.sql", "create function fill() returns void language plpgsql as\n"
                   "$$ begin execute 'insert into item values (9)'; end $$;\nselect fill();\n");
    model("4.sql", "do $$ begin execute 'insert into sale (id) values (9)'; end $$;\n");
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ask_target("select count(*) from sale"), "3");
    EXPECT_EQ(ask_target("select count(*) from item"), "1");
}

TEST_F(Seeds, AreBlamedForARowThatNobodyBrings) {
    add_chain();
    model("2.sql", "insert into sale (buyer) values (1);\ninsert into sale (buyer) values (7);\n");
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("error:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("schemas/2.sql:2:1: error:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("Key (buyer)=(7)", ended.err), 1U) << ended.err;
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(Seeds, AreNotBlamedForRowsThatAnotherFailsToBring) {
    add_chain();
    model("3.sql", "insert into person (name) values ('Ada');\n"
                   "insert into person (name) values ('');\n");
    const auto ended = run_pgslate({"resetdb"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(count_of("error:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("schemas/3.sql:2:1: error:", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("Besides, 2 statements", ended.err), 1U) << ended.err;
}

} // namespace
} // namespace pgslate::testing
