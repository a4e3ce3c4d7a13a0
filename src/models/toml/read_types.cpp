#include "base/format.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

#include <algorithm>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// An enum as a bare list of labels, or as a table with more to say.
void add_enum(Scope& scope, const Object& object, std::vector<std::string> labels) {
    auto fact = fact_of(Kind::enum_type, object.names(), object.place);
    for (const auto& label : labels) {
        if (!label.empty()) check_name(scope.source, object.place, label); // '' is a label, too
        if (std::ranges::count(labels, label) > 1)
            return scope.source.problem(
                object.place, format("label \"{}\" of enum {} stands twice", label, object.name));
    }
    fact.attributes["labels"] = std::move(labels);
    scope.source.add(std::move(fact));
}

// A label by itself, or with the one that it was.
std::optional<std::string> label_of(Source& source, const toml::node& node, const Identity& type) {
    if (const auto* text = node.as_string()) return text->get();
    const auto* table = node.as_table();
    if (table == nullptr) {
        source.problem(place_of(source, node),
                       format("enum {} must hold strings, not {}", type.name(), describe(node)));
        return std::nullopt;
    }
    TomlReader reader(source, *table, format("a label of enum {}", type.name()), label_form());
    auto label = reader.string("label");
    const auto was = reader.string("was");
    reader.finish();
    if (label && was) {
        auto& hint = source.hint(type);
        hint.place = place_of(source, node);
        hint.values_were.emplace(*label, *was);
    }
    return label;
}

std::vector<std::string> labels_of(Source& source, const toml::array& list, const Identity& type) {
    std::vector<std::string> labels;
    for (const auto& node : list)
        if (auto label = label_of(source, node, type)) labels.push_back(*std::move(label));
    return labels;
}

void add_domain_check(TomlReader& domain, const Entry& entry, const Fact& owner) {
    auto& source = domain.source();
    check_name(source, entry.place, entry.key);
    auto fact = fact_of(Kind::domain_check, owner.id.names.plus(entry.key), entry.place);
    fact.parent = owner.id;
    const auto what = format("check '{}' of {}", entry.key, domain.what());
    if (const auto* full = entry.node->as_table()) {
        TomlReader reader(source, *full, what, domain_check_form());
        read_sql(reader, "expression", fact, "expression");
        read_flag(reader, fact, "not_valid");
        read_comment(reader, fact.id);
        reader.finish();
    } else if (const auto expression = sql_of(source, *entry.node, what)) {
        fact.attributes["expression"] = *expression;
        use_sql(source, fact, *expression);
    }
    if (fact.has("expression")) source.add(std::move(fact));
}

void add_attribute(Scope& scope, const Entry& entry, const Fact& type, int order) {
    check_name(scope.source, entry.place, entry.key);
    auto fact = fact_of(Kind::attribute, type.id.names.plus(entry.key), entry.place);
    fact.parent = type.id;
    fact.order = order;
    if (const auto* table = entry.node->as_table()) {
        TomlReader reader(scope.source, *table, format("attribute {}", entry.key),
                          attribute_form());
        read_sql(reader, "type", fact, "type");
        read_collation(reader, fact);
        read_comment(reader, fact.id);
        reader.finish();
    } else if (const auto sql = sql_of(scope.source, *entry.node,
                                       format("the type of attribute {}", entry.key))) {
        fact.attributes["type"] = *sql;
        use_sql(scope.source, fact, *sql, true);
    }
    scope.source.add(std::move(fact));
}

} // namespace

void read_enum(Scope& scope, const Entry& entry) {
    if (const auto* labels = entry.node->as_array()) {
        check_name(scope.source, entry.place, entry.key);
        const Object object{entry.key, scope.schema, entry.place};
        const Identity id{Kind::enum_type, object.names(), {}};
        return add_enum(scope, object, labels_of(scope.source, *labels, id));
    }
    const auto* table = table_of(scope.source, entry, format("enum {}", entry.key));
    if (table == nullptr) return;
    TomlReader reader(scope.source, *table, format("enum {}", entry.key), enum_form());
    const auto object = object_of(scope, entry, reader);
    const Identity id{Kind::enum_type, object.names(), {}};
    if (const auto* labels = reader.array("labels"))
        add_enum(scope, object, labels_of(scope.source, *labels, id));
    read_annotations(reader, id);
    reader.finish();
}

void read_domain(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("domain {}", entry.key));
    if (table == nullptr) return;
    TomlReader reader(scope.source, *table, format("domain {}", entry.key), domain_form());
    auto fact = fact_of(Kind::domain, object_of(scope, entry, reader).names(), entry.place);
    read_sql(reader, "type", fact, "type");
    if (const auto value = default_of(reader, fact.text("type"))) {
        fact.attributes["default"] = *value;
        use_value(scope.source, fact, *value);
    }
    read_collation(reader, fact);
    if (reader.boolean("not_null").value_or(false)) fact.attributes["not_null"] = "true";
    if (const auto* checks = reader.subtable("checks"))
        for (const auto& check : entries(scope.source, *checks))
            add_domain_check(reader, check, fact);
    read_annotations(reader, fact.id);
    reader.finish();
    scope.source.add(std::move(fact));
}

void read_composite(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("type {}", entry.key));
    if (table == nullptr) return;
    TomlReader reader(scope.source, *table, format("type {}", entry.key), composite_form());
    auto fact = fact_of(Kind::composite_type, object_of(scope, entry, reader).names(), entry.place);
    if (const auto* attributes = reader.subtable("attributes")) {
        int order = 0;
        for (const auto& attribute : entries(scope.source, *attributes))
            add_attribute(scope, attribute, fact, order++);
    }
    read_annotations(reader, fact.id);
    reader.finish();
    scope.source.add(std::move(fact));
}

void read_range(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("range {}", entry.key));
    if (table == nullptr) return;
    TomlReader reader(scope.source, *table, format("range {}", entry.key), range_form());
    auto fact = fact_of(Kind::range_type, object_of(scope, entry, reader).names(), entry.place);
    for (const auto* key : {"subtype", "subtype_diff", "canonical", "opclass", "multirange"})
        read_sql(reader, key, fact, key);
    read_collation(reader, fact);
    read_annotations(reader, fact.id);
    reader.finish();
    scope.source.add(std::move(fact));
}

} // namespace pgslate::models
