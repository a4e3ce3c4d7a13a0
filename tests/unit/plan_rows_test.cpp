// The rows of models: in which order files may have them.
#include "support/models.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::testing {
namespace {

const std::string tables = R"toml(
    [table.person.columns]
    id = { type = "int", primary_key = true }
    [table.sale.columns]
    id    = { type = "int", primary_key = true }
    buyer = { type = "int", references = "person" }
    [table.item.columns]
    sale  = { type = "int", references = "sale.id" }
    other = { type = "int", references = "item" }
)toml";

// Each text begins one of the statements, and they come in this order.
void expect_order(const Files& files, const Lines& texts) {
    const auto all = statements(files);
    std::vector<std::size_t> found;
    for (const auto& text : texts) found.push_back(line_with(all, text));
    EXPECT_LT(found.back(), all.size()) << texts.back();
    EXPECT_TRUE(std::ranges::is_sorted(found)) << texts.front();
}

TEST(QuestionsOfRows, ComeBehindThoseOfOtherFilesThatTheyReferTo) {
    expect_order({{"t.toml", tables},
                  {"a.sql", "insert into item values (1);"},
                  {"b.sql", "copy public.sale (buyer) from stdin;\n1\n\\.\n"},
                  {"c.sql", "with n as (select 1) insert into person select * from n;"}},
                 {"with n", "copy public.sale", "insert into item"});
    expect_order({{"t.toml", tables},
                  {"a.sql", "merge into item using sale on true when not matched then do nothing;"},
                  {"z.sql", "insert into \"sale\" values (1);"}},
                 {"insert into \"sale\"", "merge into item"});
}

TEST(QuestionsOfRows, ComeInThatOrderWhereSqlMakesTheTables) {
    const std::string made = "set search_path = shop; create schema shop; "
                             "create table person (id int primary key); ";
    const std::string inside = "create table sale (buyer int references person);";
    const std::string later = "create table sale (buyer int); alter table only sale "
                              "add foreign key (buyer) references shop.person;";
    for (const auto& rest : {inside, later})
        expect_order({{"t.sql", made + rest},
                      {"a.sql", "insert into shop.sale values (1);"},
                      {"b.sql", "set search_path = shop; insert into person values (1);"}},
                     {"insert into person", "insert into shop.sale"});
}

TEST(QuestionsOfRows, KeepTheOrderOfTheirFile) {
    // What refers to the file's own rows stays, what comes before is brought along.
    expect_order({{"t.toml", tables},
                  {"a.sql", "insert into sale values (1); insert into item values (2);"},
                  {"b.sql", "insert into item values (3); insert into person values (4);"}},
                 {"insert into sale", "insert into item values (2)", "insert into item values (3)",
                  "insert into person"});
    expect_order({{"t.toml", tables},
                  {"a.sql", "insert into sale values (1);"},
                  {"b.sql", "delete from person; insert into person values (2); "
                            "insert into person values (3); update person set id = 4;"}},
                 {"delete", "insert into person values (2)", "insert into person values (3)",
                  "insert into sale", "update"});
}

TEST(QuestionsOfRows, StayAsTheFilesAreWhereTablesReferToEachOther) {
    expect_order({{"t.sql", "create table a (id int primary key, b int); "
                            "create table b (id int primary key, a int references a); "
                            "alter table a add constraint c foreign key (b) references b;"},
                  {"x.sql", "insert into b values (1);"},
                  {"y.sql", "insert into a values (1);"}},
                 {"insert into b", "insert into a"});
}

} // namespace
} // namespace pgslate::testing
