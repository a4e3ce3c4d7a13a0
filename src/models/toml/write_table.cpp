#include "models/toml/write_objects.hpp"

namespace pgslate::models {

using catalog::Fact;
using catalog::Kind;

namespace {

Written write_partition(const Family& family, const Fact& fact);

void write_inherits(Attributes& attributes) {
    const auto names = attributes.take_list("inherits");
    std::vector<std::string> parents;
    for (std::size_t i = 0; i + 1 < names.size(); i += 2)
        parents.push_back(dotted({names[i], names[i + 1]}, attributes.fact().id.names.front()));
    if (!parents.empty()) attributes.add("inherits", parents);
}

// The owner is only forced where there is something to force.
void write_row_security(Attributes& attributes) {
    const bool enabled = attributes.take_flag("row_security");
    const bool forced = attributes.take_flag("force_row_security");
    if (forced && !enabled) return attributes.give_up();
    if (enabled) attributes.add("row_security", forced ? TomlValue("forced") : TomlValue(true));
}

// False: one of them has no form. Then the whole has none either, as its indexes and those of its
// partitions have to be made in one order.
bool write_partitions(const Family& family, const Fact& table, Draft& draft) {
    TomlPairs partitions;
    for (const auto* partition : family.partitions(table.id)) {
        if (partition->id.names.front() != table.id.names.front()) return false;
        const auto written = write_partition(family, *partition);
        if (!written) return false;
        partitions.push_back({partition->id.name(), written->value("bound"), false});
        draft.take_facts_of(*written);
    }
    draft.add_section("partitions", std::move(partitions));
    return true;
}

// What a partition has as well as any other table.
void write_table_keys(const Family& family, Attributes& attributes, Draft& draft) {
    write_comment_and_owner(family, attributes.fact().id, draft);
    attributes.flag("unlogged");
    attributes.text("partition_by");
    write_inherits(attributes);
    attributes.take("unknown_column_order"); // nor does SQL tell it
    attributes.storage_parameters("with");
    attributes.text("tablespace");
    attributes.text("access_method");
    write_row_security(attributes);
    attributes.text("replica_identity");
}

bool write_table_parts(const Family& family, const Fact& fact, Draft& draft) {
    write_constraints(family, fact, draft);
    write_indexes(family, fact.id, draft);
    if (!write_partitions(family, fact, draft)) return false;
    write_triggers_and_rules(family, fact.id, draft);
    write_policies(family, fact.id, draft);
    write_grants(family, fact.id, draft);
    return true;
}

Written write_partition(const Family& family, const Fact& fact) {
    // What it makes of its columns takes SQL, and has to come before partitions of its own.
    const bool special = !family.parts(fact.id, Kind::column).empty();
    if (special && !family.partitions(fact.id).empty()) return std::nullopt;
    Draft draft;
    Attributes attributes(fact, draft);
    attributes.text("bound");
    attributes.take_list("partition_of");
    write_table_keys(family, attributes, draft);
    write_comments_of_columns(family, fact.id, draft);
    const bool good = write_table_parts(family, fact, draft);
    return good && attributes.all_taken() && fact.has("bound") ? Written(draft) : std::nullopt;
}

} // namespace

Written write_table(const Family& family, const Fact& fact) {
    if (fact.has("partition_of")) return std::nullopt; // its table writes it
    const bool shaped = fact.has("inherits") || !family.parts(fact.id, Kind::column).empty();
    if (!shaped) return std::nullopt; // in TOML that would be a slip
    Draft draft;
    Attributes attributes(fact, draft);
    write_table_keys(family, attributes, draft);
    const bool good = write_columns(family, fact, draft) && write_table_parts(family, fact, draft);
    return good && attributes.all_taken() ? Written(draft) : std::nullopt;
}

} // namespace pgslate::models
