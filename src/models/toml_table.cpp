#include "base/format.hpp"
#include "models/toml_objects.hpp"

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
        reader.source().need(table.id, {Kind::table, *parent, {}});
        parents.insert(parents.end(), parent->begin(), parent->end());
    }
    if (!parents.empty()) table.attributes["inherits"] = std::move(parents);
}

void read_storage(TomlReader& reader, Fact& table) {
    if (reader.boolean("unlogged").value_or(false)) table.attributes["unlogged"] = "true";
    for (const auto* key : {"tablespace", "access_method"})
        if (const auto name = reader.name(key)) table.attributes[key] = *name;
    read_with(reader, table);
}

void read_partitions(TomlReader& reader, const Fact& table);

// A partition is a table of its own; its short form is just the bound.
void read_partition(TomlReader& parent, const Entry& entry, const Fact& whole) {
    auto& source = parent.source();
    check_name(source, entry.place, entry.key);
    auto fact = fact_of(Kind::table, {whole.id.names.front(), entry.key}, entry.place);
    fact.attributes["partition_of"] = whole.id.names;
    source.need(fact.id, whole.id);
    if (const auto* table = entry.node->as_table()) {
        TomlReader reader(source, *table, format("partition {}", entry.key));
        if (!reader.has("bound"))
            reader.problem(entry.place, format("partition {} has no bound", entry.key),
                           {"Write bound = \"for values ...\" or bound = \"default\"."});
        read_sql(reader, "bound", fact, "bound");
        read_sql(reader, "partition_by", fact, "partition_by");
        read_storage(reader, fact);
        read_comment(reader, fact.id);
        read_indexes(reader, fact.id);
        read_partitions(reader, fact);
        reader.finish();
    } else if (const auto bound =
                   sql_of(source, *entry.node, format("the bound of partition {}", entry.key))) {
        fact.attributes["bound"] = *bound;
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

void reserve_later_keys(TomlReader& reader) {
    reader.reserve("owner", "ALTER TABLE ... OWNER TO");
    reader.reserve("grants", "GRANT");
    reader.reserve("triggers", "CREATE TRIGGER");
    reader.reserve("rules", "CREATE RULE");
    reader.reserve("policies", "CREATE POLICY");
    reader.reserve("row_security", "ALTER TABLE ... ENABLE ROW LEVEL SECURITY");
    reader.reserve("replica_identity", "ALTER TABLE ... REPLICA IDENTITY");
}

} // namespace

void read_table(Scope& scope, const Entry& entry) {
    const auto* toml = table_of(scope.source, entry, format("table {}", entry.key));
    if (toml == nullptr) return;
    TomlReader reader(scope.source, *toml, format("table {}", entry.key));
    auto fact = fact_of(Kind::table, object_of(scope, entry, reader).names(), entry.place);
    TableParts parts{.table = fact.id};
    if (const auto was = reader.name("was")) fact.attributes["was"] = *was;
    read_sql(reader, "partition_by", fact, "partition_by");
    read_inherits(reader, fact);
    read_storage(reader, fact);
    read_primary_key(reader, parts);
    read_constraints(reader, parts);
    read_columns(reader, parts);
    read_indexes(reader, fact.id);
    read_partitions(reader, fact);
    read_comment(reader, fact.id);
    reserve_later_keys(reader);
    reader.finish();
    scope.source.add(std::move(fact));
}

} // namespace pgslate::models
