#include "base/format.hpp"
#include "models/names.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Fact constraint(Kind kind, const Identity& table, const std::string& name, const Place& place) {
    auto fact = fact_of(kind, table.names.plus(name), place);
    fact.parent = table;
    return fact;
}

void read_deferral(TomlReader& reader, Fact& fact) {
    read_flag(reader, fact, "deferrable");
    if (const auto when = reader.word("initially")) fact.attributes["initially"] = *when;
}

// Long names may be alike once they are shortened; then the server counts them.
std::string choose_name(TableParts& parts, const std::string& column, std::string_view label) {
    auto name = chosen_name(parts.table.name(), {column}, label);
    for (int pass = 1; !parts.chosen_names.insert(name).second; ++pass)
        name = chosen_name(parts.table.name(), {column}, format("{}{}", label, pass));
    return name;
}

// The columns of a key: the constraint needs each of them.
void set_columns(Source& source, Fact& fact, std::string_view attribute,
                 std::vector<std::string> columns) {
    for (const auto& column : columns)
        source.need(fact.id, {Kind::column, fact.parent->names.plus(column), {}});
    fact.attributes.emplace(attribute, std::move(columns));
}

void read_column_list(TomlReader& reader, Fact& fact, std::string_view key) {
    auto columns = reader.string_or_strings(key);
    if (columns && !columns->empty())
        set_columns(reader.source(), fact, key, std::move(*columns));
    else if (columns)
        reader.problem(reader.place_of_key(key),
                       format("'{}' of {} names no column", key, reader.what()));
}

// What a constraint says of the index it has.
void read_own_index(TomlReader& reader, Fact& fact) {
    read_index_settings(reader, fact);
    if (const auto text = reader.string("index_comment")) fact.attributes["index_comment"] = *text;
}

// A key as a list of columns, or as a table with more to say.
void read_key(TomlReader& table, const Entry& entry, Fact fact, const std::string& what) {
    auto& source = table.source();
    if (const auto* full = entry.node->as_table()) {
        const bool primary = fact.id.kind == Kind::primary_key;
        TomlReader reader(source, *full, what, primary ? primary_key_form() : unique_form());
        if (primary) reader.name("name"); // read by the caller
        read_column_list(reader, fact, "columns");
        read_column_list(reader, fact, "include");
        if (!primary) read_flag(reader, fact, "nulls_not_distinct");
        read_flag(reader, fact, "temporal");
        read_own_index(reader, fact);
        read_deferral(reader, fact);
        read_comment(reader, fact.id);
        reader.finish();
    } else if (const auto* list = entry.node->as_array()) {
        auto columns = strings_of(source, *list, what);
        if (columns.empty()) return source.problem(entry.place, format("{} names no column", what));
        set_columns(source, fact, "columns", std::move(columns));
    } else if (const auto* column = entry.node->as_string()) {
        set_columns(source, fact, "columns", {column->get()});
    } else {
        return source.problem(entry.place,
                              format("{} must be an array of columns or a table, not {}", what,
                                     describe(*entry.node)));
    }
    source.add(std::move(fact));
}

void read_check(TomlReader& table, const Entry& entry, const Identity& owner) {
    auto& source = table.source();
    auto fact = constraint(Kind::check, owner, entry.key, entry.place);
    const auto what = format("check {} of {}", entry.key, table.what());
    if (const auto* full = entry.node->as_table()) {
        TomlReader reader(source, *full, what, check_form());
        read_sql(reader, "expression", fact, "expression");
        read_flag(reader, fact, "no_inherit");
        read_flag(reader, fact, "not_valid");
        read_flag(reader, fact, "not_enforced");
        read_comment(reader, fact.id);
        reader.finish();
    } else if (const auto sql = sql_of(source, *entry.node, what)) {
        fact.attributes["expression"] = *sql;
        use_sql(source, fact, *sql);
    }
    source.add(std::move(fact));
}

void read_actions(TomlReader& reader, Fact& fact) {
    for (const auto* key : {"on_delete", "on_update"})
        if (const auto action = reader.word(key)) fact.attributes[key] = *action;
    if (const auto match = reader.word("match")) fact.attributes["match"] = *match;
    if (auto columns = reader.string_or_strings("on_delete_columns"))
        fact.attributes["on_delete_columns"] = std::move(*columns);
    read_deferral(reader, fact);
    for (const auto* key : {"not_valid", "not_enforced", "temporal"}) read_flag(reader, fact, key);
}

void set_target(Source& source, Fact& fact, std::vector<std::string> table) {
    source.need(fact.id, {Kind::table, table, {}});
    fact.attributes["references"] = std::move(table);
}

void read_foreign_key(TomlReader& table, const Entry& entry, TableParts& parts) {
    auto& source = table.source();
    const auto what = format("foreign key {} of {}", entry.key, table.what());
    const auto* full = table_of(source, entry, what);
    if (full == nullptr) return;
    TomlReader reader(source, *full, what, foreign_key_form());
    auto fact = constraint(Kind::foreign_key, parts.table, entry.key, entry.place);
    read_column_list(reader, fact, "columns");
    if (const auto& columns = fact.list("columns"); columns.size() == 1)
        parts.referring.push_back(columns.front());
    if (const auto* target = reader.node("references"))
        if (auto name = read_qualified(source, *target, parts.table.names.front()))
            set_target(source, fact, std::move(*name));
    if (auto columns = reader.string_or_strings("to")) fact.attributes["to"] = std::move(*columns);
    read_actions(reader, fact);
    read_comment(reader, fact.id);
    reader.finish();
    if (fact.has("references") && fact.has("columns")) source.add(std::move(fact));
}

// `room with =`: what is compared, and by which operator.
void read_elements(TomlReader& reader, Fact& fact) {
    const auto texts = reader.strings("elements");
    if (!texts) return;
    const auto what = format("an element of {}", reader.what());
    std::vector<std::string> elements;
    for (const auto& node : *reader.node("elements")->as_array())
        if (auto sql = sql_of(reader.source(), node, what)) {
            use_sql(reader.source(), fact, *sql);
            elements.push_back(std::move(*sql));
        }
    if (texts->empty())
        reader.problem(reader.place_of_key("elements"),
                       format("'elements' of {} is empty", reader.what()));
    fact.attributes["elements"] = std::move(elements);
}

void read_exclude(TomlReader& table, const Entry& entry, const Identity& owner) {
    auto& source = table.source();
    const auto what = format("exclusion constraint {} of {}", entry.key, table.what());
    const auto* full = table_of(source, entry, what);
    if (full == nullptr) return;
    TomlReader reader(source, *full, what, exclude_form());
    auto fact = constraint(Kind::exclude, owner, entry.key, entry.place);
    fact.attributes["using"] = reader.name("using").value_or("gist");
    read_elements(reader, fact);
    read_sql(reader, "where", fact, "where");
    read_column_list(reader, fact, "include");
    read_own_index(reader, fact);
    read_deferral(reader, fact);
    read_comment(reader, fact.id);
    reader.finish();
    source.add(std::move(fact));
}

template <typename Read>
void each(TomlReader& table, std::string_view key, Read read) {
    const auto* section = table.subtable(key);
    if (section == nullptr) return;
    for (const auto& entry : entries(table.source(), *section)) {
        check_name(table.source(), entry.place, entry.key);
        read(entry);
    }
}

// `references = "tenant.id"`: the last part is the column; one part alone is a table.
void split_target(Source& source, const Place& place, const std::string& text, Fact& fact) {
    auto parts = split_name(text);
    if (!parts || parts->size() > 3)
        return source.problem(place, "expected a table, or a table and its column: \"tenant.id\"");
    if (parts->size() > 1) {
        fact.attributes["to"] = std::vector<std::string>{parts->back()};
        parts->pop_back();
    }
    if (parts->size() == 1) parts->insert(parts->begin(), fact.id.names.front());
    set_target(source, fact, std::move(*parts));
}

void read_target_table(TomlReader& reader, Fact& fact) {
    const auto schema = reader.name("schema").value_or(fact.id.names.front());
    if (const auto* table = reader.node("table"))
        if (auto name = read_qualified(reader.source(), *table, schema))
            set_target(reader.source(), fact, std::move(*name));
    if (const auto column = reader.name("column"))
        fact.attributes["to"] = std::vector<std::string>{*column};
    read_actions(reader, fact);
    read_comment(reader, fact.id);
    reader.finish();
}

void read_references(TomlReader& column, TableParts& parts, const std::string& name) {
    const auto* node = column.node("references");
    if (node == nullptr) return;
    auto& source = column.source();
    const auto place = column.place_of_key("references");
    const auto* table = node->as_table();
    const bool named = table != nullptr && table->contains("name");
    auto fact = constraint(
        Kind::foreign_key, parts.table,
        named ? (*table)["name"].value_or(std::string()) : choose_name(parts, name, "fkey"), place);
    set_columns(source, fact, "columns", {name});
    if (table != nullptr) {
        TomlReader reader(source, *table, format("references of {}", column.what()),
                          references_form());
        reader.name("name"); // used above
        read_target_table(reader, fact);
    } else if (const auto* text = node->as_string()) {
        split_target(source, place, text->get(), fact);
    } else {
        return source.problem(place,
                              format("'references' of {} must be a string or a table, not {}",
                                     column.what(), describe(*node)));
    }
    if (fact.has("references")) source.add(std::move(fact));
}

} // namespace

void read_primary_key(TomlReader& table, TableParts& parts) {
    const auto* node = table.node("primary_key");
    if (node == nullptr) return;
    auto name = chosen_name(parts.table.name(), {}, "pkey");
    const auto* full = node->as_table();
    if (full != nullptr) name = (*full)["name"].value_or(name);
    const auto columns = full == nullptr ? toml::node_view(*node) : (*full)["columns"];
    if (const auto* list = columns.as_array())
        for (const auto& column : *list)
            parts.primary_key.push_back(column.value_or(std::string()));
    else
        parts.primary_key = {columns.value_or(std::string())};
    const auto place = table.place_of_key("primary_key");
    read_key(table, {"primary_key", place, node},
             constraint(Kind::primary_key, parts.table, name, place),
             format("primary key of {}", table.what()));
}

void add_primary_key(TomlReader& table, const TableParts& parts) {
    if (parts.primary_key.empty()) return;
    const auto name = chosen_name(parts.table.name(), {}, "pkey");
    auto fact = constraint(Kind::primary_key, parts.table, name, table.place_of_key("columns"));
    set_columns(table.source(), fact, "columns", parts.primary_key);
    table.source().add(std::move(fact));
}

void read_constraints(TomlReader& table, TableParts& parts) {
    each(table, "uniques", [&](const Entry& entry) {
        read_key(table, entry, constraint(Kind::unique, parts.table, entry.key, entry.place),
                 format("unique constraint {} of {}", entry.key, table.what()));
    });
    each(table, "checks", [&](const Entry& entry) { read_check(table, entry, parts.table); });
    each(table, "foreign_keys", [&](const Entry& entry) { read_foreign_key(table, entry, parts); });
    each(table, "excludes", [&](const Entry& entry) { read_exclude(table, entry, parts.table); });
}

void read_column_constraints(TomlReader& column, TableParts& parts, const std::string& name) {
    auto& source = column.source();
    column.boolean("primary_key"); // taken by read_columns
    if (column.boolean("unique").value_or(false)) {
        auto fact = constraint(Kind::unique, parts.table, choose_name(parts, name, "key"),
                               column.place_of_key("unique"));
        set_columns(source, fact, "columns", {name});
        source.add(std::move(fact));
    }
    if (column.node("check") != nullptr) {
        auto fact = constraint(Kind::check, parts.table, choose_name(parts, name, "check"),
                               column.place_of_key("check"));
        if (read_sql(column, "check", fact, "expression")) source.add(std::move(fact));
    }
    read_references(column, parts, name);
}

} // namespace pgslate::models
