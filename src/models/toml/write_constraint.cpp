#include "models/names.hpp"
#include "models/toml/write_objects.hpp"

#include <algorithm>

namespace pgslate::models {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

namespace {

bool is_said(const Draft& draft, const Identity& id) {
    return std::ranges::find(draft.says, id) != draft.says.end();
}

void write_own_index(Attributes& attributes) {
    write_index_settings(attributes);
    attributes.text("index_comment");
}

void write_key(Attributes& attributes) {
    attributes.one_or_list("columns");
    attributes.one_or_list("include");
    attributes.flag("nulls_not_distinct");
    attributes.flag("temporal");
    write_own_index(attributes);
    write_deferral(attributes);
}

void write_check(Attributes& attributes) {
    attributes.condition("expression");
    for (const auto* name : {"no_inherit", "not_valid", "not_enforced"}) attributes.flag(name);
}

void write_foreign_key(Attributes& attributes) {
    attributes.one_or_list("columns");
    attributes.add("references",
                   dotted(attributes.take_list("references"), attributes.fact().id.names.front()));
    attributes.one_or_list("to");
    write_actions(attributes);
}

void write_exclude(Attributes& attributes) {
    if (const auto method = attributes.take("using"); method && *method != "gist")
        attributes.add("using", *method);
    attributes.list("elements");
    attributes.condition("where");
    attributes.one_or_list("include");
    write_own_index(attributes);
    write_deferral(attributes);
}

// One section of constraints; `short_key` is what the short form says, if there is one.
void write_section(const Family& family, const Fact& table, Kind kind, std::string_view section,
                   std::string_view short_key, void (*write)(Attributes&), Draft& draft) {
    TomlPairs constraints;
    for (const auto* fact : family.parts(table.id, kind)) {
        if (is_said(draft, fact->id)) continue;
        Draft part;
        Attributes attributes(*fact, part);
        write(attributes);
        write_annotations(family, fact->id, part);
        if (!attributes.all_taken()) continue;
        constraints.push_back({fact->id.name(), part.value(short_key), false});
        draft.take_facts_of(part);
    }
    draft.add_section(section, std::move(constraints));
}

void write_primary_key(const Family& family, const Fact& table, Draft& draft) {
    for (const auto* fact : family.parts(table.id, Kind::primary_key)) {
        if (is_said(draft, fact->id)) continue;
        Draft part;
        Attributes attributes(*fact, part);
        write_key(attributes);
        if (fact->id.name() != chosen_name(table.id.name(), {}, "pkey"))
            attributes.add("name", fact->id.name());
        write_annotations(family, fact->id, part);
        if (!attributes.all_taken()) continue;
        draft.add("primary_key", part.value("columns"));
        draft.take_facts_of(part);
    }
}

// A partition gets the keys of its table by itself, under names that the server chooses.
void pass_over_inherited_keys(const Family& family, const Fact& table, Draft& draft) {
    if (!table.has("partition_of")) return;
    const Identity whole{Kind::table, table.list("partition_of"), {}};
    for (const auto kind : {Kind::primary_key, Kind::unique})
        for (const auto* fact : family.parts(table.id, kind)) {
            const auto& columns = fact->list("columns");
            const auto name = kind == Kind::primary_key
                                  ? chosen_name(table.id.name(), {}, "pkey")
                                  : chosen_name(table.id.name(), columns, "key");
            const bool inherited =
                std::ranges::any_of(family.parts(whole, kind), [&](const Fact* theirs) {
                    return theirs->attributes == fact->attributes;
                });
            if (inherited && !fact->has("include") && !fact->has("tablespace")
                && !fact->has("clustered") && !fact->has("replica_identity")
                && fact->id.name() == name && family.annotations(fact->id).empty())
                draft.says.push_back(fact->id);
        }
}

} // namespace

void write_deferral(Attributes& attributes) {
    attributes.flag("deferrable");
    attributes.text("initially");
}

void write_actions(Attributes& attributes) {
    for (const auto* name : {"on_delete", "on_update", "match"}) attributes.text(name);
    attributes.one_or_list("on_delete_columns");
    write_deferral(attributes);
    for (const auto* name : {"not_valid", "not_enforced", "temporal"}) attributes.flag(name);
}

void write_constraints(const Family& family, const Fact& table, Draft& draft) {
    pass_over_inherited_keys(family, table, draft);
    write_primary_key(family, table, draft);
    write_section(family, table, Kind::unique, "uniques", "columns", write_key, draft);
    write_section(family, table, Kind::check, "checks", "expression", write_check, draft);
    write_section(family, table, Kind::foreign_key, "foreign_keys", "", write_foreign_key, draft);
    write_section(family, table, Kind::exclude, "excludes", "", write_exclude, draft);
}

} // namespace pgslate::models
