#include "base/format.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"
#include "sql/text.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

void need_column(Source& source, const Fact& index, const std::string& column) {
    source.need(index.id, {Kind::column, index.parent->names.plus(column), {}});
}

// What an index column is made of: a column by its name, or an expression.
std::optional<sql::Text> key_of(TomlReader& reader, Fact& index) {
    if (const auto column = reader.name("column")) {
        need_column(reader.source(), index, *column);
        return sql::text("{}", sql::Identifier(*column));
    }
    if (const auto expression = reader.sql("expression")) {
        use_sql(reader.source(), index, *expression);
        return sql::text("({})", sql::Fragment(*expression));
    }
    if (!reader.has("column") && !reader.has("expression"))
        reader.problem(reader.place(),
                       format("{} has neither 'column' nor 'expression'", reader.what()));
    return std::nullopt;
}

// An opclass is SQL: a name, perhaps with its schema, and parameters.
std::optional<std::string> element_of(TomlReader& reader, Fact& index) {
    auto element = key_of(reader, index);
    const auto add = [&](const std::optional<std::string>& value, auto write) {
        if (value && element) *element += write(sql::Fragment(*value));
        if (value) use_sql(reader.source(), index, *value);
    };
    add(collation_of(reader), [](const auto& name) { return sql::text(" COLLATE {}", name); });
    add(reader.sql("opclass"), [](const auto& name) { return sql::text(" {}", name); });
    const auto order = reader.word("order");
    const auto nulls = reader.word("nulls");
    reader.finish();
    if (!element) return std::nullopt;
    if (order) *element += *order == "desc" ? sql::text(" DESC") : sql::text(" ASC");
    if (nulls) *element += *nulls == "first" ? sql::text(" NULLS FIRST") : sql::text(" NULLS LAST");
    return element->sql();
}

void add_element(Source& source, const toml::node& node, const std::string& what, Fact& index,
                 std::vector<std::string>& elements) {
    if (const auto* column = node.as_string()) {
        need_column(source, index, column->get());
        elements.push_back(sql::text("{}", sql::Identifier(column->get())).sql());
    } else if (const auto* table = node.as_table()) {
        TomlReader reader(source, *table, format("a column of {}", what), index_column_form());
        if (auto element = element_of(reader, index)) elements.push_back(std::move(*element));
    } else {
        source.problem(
            place_of(source, node),
            format("a column of {} must be a name or a table, not {}", what, describe(node)));
    }
}

void read_elements(Source& source, const toml::node& node, const std::string& what, Fact& index) {
    std::vector<std::string> elements;
    if (const auto* list = node.as_array())
        for (const auto& element : *list) add_element(source, element, what, index, elements);
    else
        add_element(source, node, what, index, elements);
    if (node.is_array() && node.as_array()->empty())
        source.problem(place_of(source, node), format("{} names no column", what));
    index.attributes["elements"] = std::move(elements);
}

void read_full_index(TomlReader& reader, Fact& index) {
    if (const auto* columns = reader.node("columns"))
        read_elements(reader.source(), *columns, reader.what(), index);
    for (const auto* key : {"unique", "nulls_not_distinct"})
        if (reader.boolean(key).value_or(false)) index.attributes[key] = "true";
    if (const auto method = reader.name("method")) index.attributes["method"] = *method;
    read_sql(reader, "where", index, "where");
    if (auto include = reader.string_or_strings("include")) {
        for (const auto& column : *include) need_column(reader.source(), index, column);
        index.attributes["include"] = std::move(*include);
    }
    read_index_settings(reader, index);
    read_comment(reader, index.id);
    reader.finish();
}

} // namespace

void read_index_settings(TomlReader& reader, Fact& fact) {
    if (const auto tablespace = reader.name("tablespace"))
        fact.attributes["tablespace"] = *tablespace;
    read_with(reader, fact);
    for (const auto* key : {"clustered", "replica_identity"}) read_flag(reader, fact, key);
}

void read_indexes(TomlReader& reader, const Identity& relation) {
    const auto* indexes = reader.subtable("indexes");
    if (indexes == nullptr) return;
    auto& source = reader.source();
    for (const auto& entry : entries(source, *indexes)) {
        check_name(source, entry.place, entry.key);
        auto fact = fact_of(Kind::index, {relation.names.front(), entry.key}, entry.place);
        fact.parent = relation;
        const auto what = format("index {} of {}", entry.key, reader.what());
        if (const auto* full = entry.node->as_table()) {
            TomlReader index(source, *full, what, index_form());
            read_full_index(index, fact);
        } else {
            read_elements(source, *entry.node, what, fact);
        }
        source.add(std::move(fact));
    }
}

} // namespace pgslate::models
