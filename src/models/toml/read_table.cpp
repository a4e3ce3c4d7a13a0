#include "base/format.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Kind;

void read_inherits(TomlReader& reader, Fact& table) {
    const auto* node = reader.node("inherits");
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr)
        return reader.problem(
            place_of(reader.source(), *node),
            format("'inherits' of {} must be an array of table names", reader.what()));
    std::vector<std::string> parents;
    for (const auto& element : *list) {
        const auto parent = read_qualified(reader.source(), element, table.id.names.front());
        if (!parent) continue;
        for (const auto kind : {Kind::table, Kind::foreign_table})
            reader.source().need(table.id, {kind, *parent, {}});
        parents.insert(parents.end(), parent->begin(), parent->end());
    }
    if (!parents.empty()) table.attributes["inherits"] = std::move(parents);
}

void read_storage(TomlReader& reader, Fact& table) {
    if (reader.boolean("unlogged").value_or(false)) table.attributes["unlogged"] = "true";
    read_place(reader, table);
    read_with(reader, table);
}

void read_partitions(TomlReader& reader, const Fact& table);
void read_table_parts(TomlReader& reader, Fact& table, TableParts& parts);

// A partition is a table of its own; its short form is just the bound.
void read_partition(TomlReader& parent, const Entry& entry, const Fact& whole) {
    auto& source = parent.source();
    check_name(source, entry.place, entry.key);
    auto fact = fact_of(Kind::table, {whole.id.names.front(), entry.key}, entry.place);
    fact.attributes["partition_of"] = whole.id.names;
    source.need(fact.id, whole.id);
    if (const auto* table = entry.node->as_table()) {
        TomlReader reader(source, *table, format("partition {}", entry.key), partition_form());
        read_sql(reader, "bound", fact, "bound");
        TableParts parts{.table = fact.id};
        read_table_parts(reader, fact, parts);
        read_comments_of_columns(reader, fact.id);
        reader.finish();
    } else if (const auto bound =
                   sql_of(source, *entry.node, format("the bound of partition {}", entry.key))) {
        fact.attributes["bound"] = *bound;
        use_sql(source, fact, *bound);
    }
    source.add(std::move(fact));
}

void read_partitions(TomlReader& reader, const Fact& table) {
    const auto* partitions = reader.subtable("partitions");
    if (partitions == nullptr) return;
    if (!table.has("partition_by"))
        reader.problem(
            reader.place_of_key("partitions"),
            format("{} has partitions but no 'partition_by'", reader.what()),
            {"Write partition_by = \"range (column)\", \"list (column)\" or \"hash (column)\"."});
    for (const auto& entry : entries(reader.source(), *partitions))
        read_partition(reader, entry, table);
}

// true | "forced", which holds for the owner too
void read_row_security(TomlReader& reader, Fact& table) {
    const auto* node = reader.node("row_security");
    if (node == nullptr) return;
    const auto* wanted = node->as_boolean();
    if (wanted == nullptr && !reader.word("row_security")) return;
    if (wanted == nullptr || wanted->get()) table.attributes["row_security"] = "true";
    if (wanted == nullptr) table.attributes["force_row_security"] = "true";
}

void read_replica_identity(TomlReader& reader, Fact& table) {
    const auto identity = reader.word("replica_identity");
    if (identity && *identity != "default") table.attributes["replica_identity"] = *identity;
}

// What a partition has as well as any other table.
void read_table_parts(TomlReader& reader, Fact& table, TableParts& parts) {
    read_sql(reader, "partition_by", table, "partition_by");
    read_storage(reader, table);
    read_row_security(reader, table);
    read_replica_identity(reader, table);
    read_primary_key(reader, parts);
    read_constraints(reader, parts);
    read_indexes(reader, table.id);
    read_partitions(reader, table);
    read_undeclared_partitions(reader, table);
    read_triggers_and_rules(reader, table.id);
    read_policies(reader, table.id);
    read_annotations(reader, table.id);
}

} // namespace

void read_table(Scope& scope, const Entry& entry) {
    const auto* toml = table_of(scope.source, entry, format("table {}", entry.key));
    if (toml == nullptr) return;
    TomlReader reader(scope.source, *toml, format("table {}", entry.key), table_form());
    auto fact = fact_of(Kind::table, object_of(scope, entry, reader).names(), entry.place);
    TableParts parts{.table = fact.id};
    read_inherits(reader, fact);
    read_table_parts(reader, fact, parts);
    read_columns(reader, parts);
    reader.finish();
    scope.source.add(std::move(fact));
}

} // namespace pgslate::models
