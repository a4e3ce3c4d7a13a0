#include "base/format.hpp"
#include "models/toml/write_objects.hpp"
#include "sql/text.hpp"

namespace pgslate::models {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

namespace {

// The columns of UPDATE OF stand between two parts of it.
void write_definition(Attributes& attributes) {
    const auto events = attributes.take("events");
    const auto columns = attributes.take_list("columns");
    const auto rest = attributes.take("definition");
    if (!rest) return;
    attributes.add("definition",
                   events ? format("{} OF {} {}", *events, sql::name_list(columns).sql(), *rest)
                          : *rest);
}

TomlPairs write_definitions(const Family& family, const Identity& relation, Kind kind,
                            Draft& draft) {
    TomlPairs pairs;
    for (const auto* fact : family.parts(relation, kind)) {
        Draft part;
        Attributes attributes(*fact, part);
        write_definition(attributes);
        attributes.flag("constraint");
        attributes.text("enabled");
        write_annotations(family, fact->id, part);
        if (!attributes.all_taken() || !fact->has("definition")) continue;
        pairs.push_back({fact->id.name(), part.value("definition"), false});
        draft.take_facts_of(part);
    }
    return pairs;
}

} // namespace

void write_triggers_and_rules(const Family& family, const Identity& relation, Draft& draft) {
    draft.add_section("triggers", write_definitions(family, relation, Kind::trigger, draft));
    draft.add_section("rules", write_definitions(family, relation, Kind::rule, draft));
}

void write_policies(const Family& family, const Identity& table, Draft& draft) {
    TomlPairs policies;
    for (const auto* fact : family.parts(table, Kind::policy)) {
        Draft part;
        Attributes attributes(*fact, part);
        attributes.text("command", "for");
        attributes.one_or_list("roles", "to");
        attributes.flag("restrictive");
        attributes.condition("using");
        attributes.condition("check");
        write_annotations(family, fact->id, part);
        if (!attributes.all_taken()) continue;
        policies.push_back({fact->id.name(), part.keys, false});
        draft.take_facts_of(part);
    }
    draft.add_section("policies", std::move(policies));
}

Written write_statistics(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    attributes.text("definition");
    attributes.integer("target");
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

} // namespace pgslate::models
