#include "models/toml/write_objects.hpp"
#include "sql/short_type.hpp"

namespace pgslate::models {

using catalog::Fact;
using catalog::Kind;

Written write_enum(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    attributes.list("labels");
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

namespace {

void write_domain_checks(const Family& family, const Fact& domain, Draft& draft) {
    TomlPairs checks;
    for (const auto* check : family.parts(domain.id, Kind::domain_check)) {
        Draft part;
        Attributes attributes(*check, part);
        attributes.condition("expression");
        attributes.flag("not_valid");
        write_annotations(family, check->id, part);
        if (!attributes.all_taken()) continue;
        checks.push_back({check->id.name(), part.value("expression"), false});
        draft.take_facts_of(part);
    }
    draft.add_section("checks", std::move(checks));
}

} // namespace

Written write_domain(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    if (const auto type = attributes.take("type")) draft.add("type", sql::short_type(*type));
    attributes.collation("collation");
    attributes.text("default");
    attributes.flag("not_null");
    write_domain_checks(family, fact, draft);
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

Written write_composite(const Family& family, const Fact& fact) {
    Draft draft;
    const Attributes whole(fact, draft);
    TomlPairs list;
    for (const auto* attribute : family.parts(fact.id, Kind::attribute)) {
        Draft part;
        Attributes attributes(*attribute, part);
        if (const auto type = attributes.take("type")) part.add("type", sql::short_type(*type));
        attributes.collation("collation");
        write_annotations(family, attribute->id, part);
        if (!attributes.all_taken()) return std::nullopt;
        list.push_back({attribute->id.name(), part.value("type"), false});
        draft.take_facts_of(part);
    }
    // A type without attributes is one all the same.
    if (list.empty()) draft.add("attributes", TomlPairs());
    draft.add_section("attributes", std::move(list));
    write_annotations(family, fact.id, draft);
    return whole.all_taken() ? Written(draft) : std::nullopt;
}

// A range with a canonical function needs its name before there is a function: that takes SQL.
Written write_range(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    if (const auto type = attributes.take("subtype")) draft.add("subtype", sql::short_type(*type));
    attributes.text("subtype_diff");
    attributes.text("opclass");
    attributes.text("multirange");
    attributes.collation("collation");
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

} // namespace pgslate::models
