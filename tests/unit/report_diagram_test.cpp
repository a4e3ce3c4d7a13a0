// What a picture of a database holds, and what it becomes in each format.
#include "base/error.hpp"
#include "base/format.hpp"
#include "report/diagram/data.hpp"
#include "report/diagram/diagram_of.hpp"
#include "report/diagram/dot.hpp"
#include "report/diagram/mermaid.hpp"
#include "report/diagram/page.hpp"
#include "report/diagram/selection.hpp"
#include "support/models.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace pgslate::report {
namespace {

using catalog::Identity;
using catalog::Kind;
using plan::Difference;
using testing::load;
using testing::toml;

constexpr auto shop = R"TOML(
[enum]
state = ["open", "paid"]
[table.customer]
comment = "People who buy"
[table.customer.columns]
id    = { type = "bigint", primary_key = true }
email = { type = "character varying(200)", nullable = false, unique = true }
[table.order.columns]
id    = { type = "bigint", primary_key = true }
buyer = { type = "bigint", nullable = false, references = "customer.id" }
state = { type = "state", comment = "How far it is" }
[table.order.indexes]
order_paid = { columns = ["buyer"], unique = true, where = "state = 'paid'" }
[table.card.columns]
owner = { type = "bigint", references = { table = "customer", column = "id", on_delete = "cascade" }, unique = true }
number = "text"
[view.buyer]
query = "select * from customer"
)TOML";

Diagram drawn(const std::string& text) {
    return diagram_of(load(toml(text)).catalog, "shop");
}

const DrawnTable& table_called(const Diagram& diagram, std::string_view name) {
    return *std::ranges::find(diagram.tables, name, &DrawnTable::name);
}

const DrawnReference& reference_from(const Diagram& diagram, std::string_view table) {
    return *std::ranges::find_if(diagram.references, [&](const DrawnReference& reference) {
        return diagram.tables[reference.from].name == table;
    });
}

std::vector<std::string> names_of(const Diagram& diagram) {
    std::vector<std::string> names;
    for (const auto& table : diagram.tables) names.push_back(table.name);
    return names;
}

using Names = std::vector<std::string>;

TEST(Diagram, HasTablesWithColumnsKeysAndComments) {
    const auto diagram = drawn(shop);
    EXPECT_EQ(names_of(diagram), (Names{"buyer", "card", "customer", "order"}));
    const auto& customer = table_called(diagram, "customer");
    EXPECT_EQ(customer.comment, "People who buy");
    EXPECT_TRUE(customer.columns.at(0).primary);
    EXPECT_EQ(customer.columns.at(1).type, "varchar(200)");
    EXPECT_TRUE(customer.columns.at(1).unique);
    EXPECT_TRUE(customer.columns.at(1).not_null);
    const auto& state = table_called(diagram, "order").columns.at(2);
    EXPECT_EQ(state.values, (Names{"open", "paid"}));
    EXPECT_EQ(state.comment, "How far it is");
    EXPECT_EQ(table_called(diagram, "buyer").kind, "view");
}

TEST(Diagram, TellsHowManyRowsReferToOne) {
    const auto diagram = drawn(shop);
    const auto& order = reference_from(diagram, "order");
    EXPECT_FALSE(order.one) << "the unique index is not of all rows";
    EXPECT_FALSE(order.optional);
    const auto& card = reference_from(diagram, "card");
    EXPECT_TRUE(card.one);
    EXPECT_TRUE(card.optional);
    EXPECT_EQ(card.action, "on delete cascade");
}

TEST(Diagram, ReferencesWithoutColumnsGoToThePrimaryKey) {
    const auto diagram = drawn("[table.a.columns]\nid = { type = \"int\", primary_key = true }\n"
                               "[table.b.columns]\na = { type = \"int\", references = \"a\" }\n");
    EXPECT_EQ(reference_from(diagram, "b").to_columns, (Names{"id"}));
}

TEST(Diagram, FoldsPartitionsIntoTheirTable) {
    auto catalog = load(toml("[table.whole.columns]\nid = \"int\"\n")).catalog;
    const Identity part{Kind::table, {"public", "part"}, {}};
    catalog.facts[part] = {.id = part};
    catalog.facts[part].attributes["partition_of"] = Names{"public", "whole"};
    const auto diagram = diagram_of(catalog, "x");
    EXPECT_EQ(names_of(diagram), Names{"whole"});
    EXPECT_EQ(diagram.tables.front().partitions, Names{"public.part"});
    EXPECT_EQ(aside_of(diagram.tables.front()), "1 partition");
}

Difference difference(Difference::Kind kind, Identity id) {
    return {.kind = kind, .id = std::move(id), .parent = {}, .attributes = {}};
}

TEST(Diagram, MarksWhatDiffers) {
    const auto catalog = load(toml(shop)).catalog;
    auto changed = difference(Difference::Kind::different,
                              {Kind::column, {"public", "customer", "email"}, {}});
    changed.attributes = {{"type", "text", "integer"}};
    auto comment =
        difference(Difference::Kind::different,
                   catalog::comment_on({Kind::column, {"public", "order", "state"}, {}}));
    comment.attributes = {{"text", "old", "new"}};
    const auto diagram = comparison_of(
        catalog, "shop",
        {difference(Difference::Kind::missing, {Kind::table, {"public", "card"}, {}}),
         difference(Difference::Kind::missing, {Kind::column, {"public", "card", "owner"}, {}}),
         changed, comment,
         difference(Difference::Kind::undeclared, {Kind::index, {"public", "order_paid"}, {}}),
         difference(Difference::Kind::missing, {Kind::function, {"public", "f", "0"}, {}})});
    EXPECT_EQ(table_called(diagram, "card").mark, Mark::missing);
    EXPECT_EQ(table_called(diagram, "card").columns.at(0).mark, Mark::none) << "all of it is";
    EXPECT_EQ(reference_from(diagram, "card").mark, Mark::missing);
    const auto& customer = table_called(diagram, "customer");
    EXPECT_EQ(customer.mark, Mark::different);
    EXPECT_EQ(customer.columns.at(1).mark, Mark::different);
    EXPECT_EQ(customer.columns.at(1).changes, Names{"type: declared text, live integer"});
    EXPECT_EQ(table_called(diagram, "order").changes, Names{"undeclared index public.order_paid"});
    EXPECT_EQ(table_called(diagram, "order").columns.at(2).changes,
              Names{"comment: declared old, live new"});
    EXPECT_EQ(diagram.elsewhere.size(), 1U);
}

TEST(Diagram, IsDrawnAroundATable) {
    const auto around = [](std::size_t steps) {
        return names_of(chosen(drawn(shop), {.schemas = {}, .tables = {"card"}, .around = steps}));
    };
    EXPECT_EQ(around(0), (Names{"card"}));
    EXPECT_EQ(around(1), (Names{"card", "customer"}));
    EXPECT_EQ(around(2), (Names{"buyer", "card", "customer", "order"}));
}

std::string hint_for(const DiagramChoice& choice) {
    try {
        chosen(drawn(shop), choice);
    } catch (const Error& error) {
        EXPECT_EQ(error.status(), ExitStatus::usage);
        return error.problems().front().hints.at(0);
    }
    return "nothing was thrown";
}

TEST(Diagram, ProposesTheNearestNameForAnUnknownTable) {
    EXPECT_EQ(hint_for({.schemas = {}, .tables = {"custmer"}}), "Did you mean 'customer'?");
    EXPECT_EQ(hint_for({.schemas = {"pubic"}, .tables = {}}), "Did you mean 'public'?");
}

TEST(Diagram, FoldsColumnsToKeys) {
    const auto diagram = folded(drawn(shop), ShownColumns::keys);
    const auto& order = table_called(diagram, "order");
    EXPECT_EQ(order.columns.size(), 2U);
    EXPECT_EQ(order.folded, 1U);
}

TEST(Mermaid, DrawsTablesAndReferences) {
    EXPECT_EQ(in_mermaid(drawn(shop)), R"TEXT(erDiagram
    t1["buyer (view)"]
    "card" {
        bigint owner FK,UK
        text number
    }
    "customer" {
        bigint id PK
        varchar(200) email UK
    }
    "order" {
        bigint id PK
        bigint buyer FK
        state state "open | paid, How far it is"
    }
    t1 }o..|| "customer" : "reads"
    "card" |o--o| "customer" : "owner"
    "order" }o--|| "customer" : "buyer"
)TEXT");
}

// Names that somebody may have chosen so that they mean something where they are printed.
const Names hostile = {"a\"b",     "a\nb",       "a\\b",       "-->",       "</script>",
                       "\x1b[31m", "%%{init}%%", "<!--",       "]",         "direction LR",
                       "PK",       "`x` ~y~",    "{{policy}}", "\u202Exyz", "#35;"};

Diagram with_hostile_names() {
    Diagram diagram{.title = "</title>"};
    diagram.schemas = {{"public", ""}};
    for (const auto& name : hostile) {
        DrawnTable table{.schema = "public", .name = name, .kind = "table", .comment = name};
        table.columns = {{.name = name, .type = name, .comment = name}};
        diagram.tables.push_back(table);
        const auto at = diagram.tables.size() - 1;
        diagram.references.push_back(
            {.name = name, .kind = "foreign key", .from = at, .to = 0, .columns = {name}});
    }
    return diagram;
}

TEST(Mermaid, GivesNoTableTheNumberOfAnother) {
    Diagram diagram;
    for (const auto* name : {"a.b", "T1"}) {
        DrawnTable table{.schema = "public", .name = name, .kind = "table"};
        diagram.tables.push_back(table);
    }
    const auto text = in_mermaid(diagram);
    EXPECT_NE(text.find("t1[\"a.b\"]"), std::string::npos) << text;
    EXPECT_NE(text.find("t2[\"T1\"]"), std::string::npos) << text;
}

TEST(Mermaid, TakesAnyName) {
    const auto text = in_mermaid(with_hostile_names());
    for (const auto* part : {"\x1b", "%", "-->", "<", "~", "`", "direction LR", "\u202E", " PK \""})
        EXPECT_EQ(text.find(part), std::string::npos) << part;
    EXPECT_NE(text.find("t1[\"a#34;b\"]"), std::string::npos) << text;
    EXPECT_NE(text.find("_PK _PK \"PK, PK, PK\""), std::string::npos) << text;
    EXPECT_NE(text.find("direction#32;LR"), std::string::npos);
}

TEST(Dot, TakesAnyName) {
    const auto text = in_dot(with_hostile_names());
    for (const auto* part : {"\x1b", "<b></script>", "<b><!--", "<b>a\"b", "\u202E"})
        EXPECT_EQ(text.find(part), std::string::npos) << part;
    EXPECT_NE(text.find("<b>&lt;/script&gt;</b>"), std::string::npos);
    EXPECT_NE(text.find("tooltip=\"a\\\"b"), std::string::npos);
}

TEST(Page, HoldsItsDataWhereNoNameGetsOutOfThem) {
    const auto page = in_html(with_hostile_names(), {});
    const auto from = page.find("id=\"data\">");
    const auto to = page.find("</script>", from);
    const auto data = page.substr(from + 10, to - from - 10);
    EXPECT_EQ(data.find('<'), std::string::npos);
    EXPECT_TRUE(data.ends_with("\"columns\":\"auto\"}")) << "all of them are in one element";
    EXPECT_NE(data.find("{{policy}}"), std::string::npos) << "a name is not replaced";
    EXPECT_NE(data.find("\\u001b[31m"), std::string::npos);
}

TEST(Page, MayRunItsOwnScriptAndLoadNothing) {
    const auto page = in_html({}, ShownColumns::keys);
    EXPECT_NE(page.find("content=\"default-src 'none'; script-src 'sha256-"), std::string::npos);
    for (const auto* part : {" src=", "@import", "url(", "fetch(", "innerHTML"})
        EXPECT_EQ(page.find(part), std::string::npos) << part;
    EXPECT_NE(page.find("\"columns\":\"keys\"}"), std::string::npos);
}

} // namespace
} // namespace pgslate::report
