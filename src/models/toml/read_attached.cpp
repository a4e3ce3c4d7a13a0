// What hangs on a table or a view: triggers, rules and policies.
#include "base/format.hpp"
#include "models/sql/statement.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"
#include "sql/text.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Fact attached(Kind kind, const Identity& relation, const Entry& entry) {
    auto fact = fact_of(kind, relation.names.plus(entry.key), entry.place);
    fact.parent = relation;
    return fact;
}

template <typename Read>
void each_attached(TomlReader& relation, std::string_view key, Read read) {
    const auto* section = relation.subtable(key);
    if (section == nullptr) return;
    for (const auto& entry : entries(relation.source(), *section)) {
        check_name(relation.source(), entry.place, entry.key);
        read(entry);
    }
}

// Whoever looks for a trigger looks below its table.
void check_table(Source& source, const Fact& fact, const Place& place,
                 const std::string& definition) {
    const auto create = sql::text(
        "CREATE {} {} {}", fact.id.kind == Kind::rule ? sql::text("RULE") : sql::text("TRIGGER"),
        sql::Identifier(fact.id.name()), sql::Fragment(definition));
    const auto& relation = *fact.parent;
    const auto reading = read_statement(create.sql(), relation.names.front());
    if (reading.parent && reading.parent->names != relation.names)
        source.problem(place,
                       format("{} stands below {}, but its definition is for {}",
                              to_string(fact.id), to_string(relation), to_string(*reading.parent)));
}

// The short form is the definition: what stands in CREATE TRIGGER or CREATE RULE behind the name.
void read_definition(TomlReader& relation, const Entry& entry, Fact fact) {
    auto& source = relation.source();
    const auto what = format("{} {} of {}", to_string(fact.id.kind), entry.key, relation.what());
    if (const auto* full = entry.node->as_table()) {
        TomlReader reader(source, *full, what,
                          fact.id.kind == Kind::rule ? rule_form() : trigger_form());
        if (auto definition = reader.query("definition")) {
            use_sql(source, fact, *definition);
            fact.attributes["definition"] = std::move(*definition);
        }
        if (const auto when = reader.word("enabled"); when && *when != "origin")
            fact.attributes["enabled"] = *when;
        if (fact.id.kind == Kind::trigger && reader.boolean("constraint").value_or(false))
            fact.attributes["constraint"] = "true";
        read_comment(reader, fact.id);
        reader.finish();
    } else if (auto definition = query_of(source, *entry.node, what)) {
        use_sql(source, fact, *definition);
        fact.attributes["definition"] = std::move(*definition);
    }
    if (!fact.has("definition")) return;
    check_table(source, fact, entry.place, fact.text("definition"));
    source.add(std::move(fact));
}

void read_policy(TomlReader& table, const Entry& entry, const Identity& owner) {
    auto& source = table.source();
    const auto what = format("policy {} of {}", entry.key, table.what());
    const auto* full = table_of(source, entry, what);
    if (full == nullptr) return;
    auto fact = attached(Kind::policy, owner, entry);
    TomlReader reader(source, *full, what, policy_form());
    const auto command = reader.word("for");
    if (command && *command != "all") fact.attributes["command"] = *command;
    if (auto roles = reader.string_or_strings("to")) {
        for (const auto& role : *roles) need_role(reader.source(), fact, role);
        fact.attributes["roles"] = std::move(*roles);
    }
    if (reader.boolean("restrictive").value_or(false)) fact.attributes["restrictive"] = "true";
    read_sql(reader, "using", fact, "using");
    read_sql(reader, "check", fact, "check");
    read_comment(reader, fact.id);
    reader.finish();
    source.add(std::move(fact));
}

} // namespace

void read_triggers_and_rules(TomlReader& relation, const Identity& id) {
    each_attached(relation, "triggers", [&](const Entry& entry) {
        read_definition(relation, entry, attached(Kind::trigger, id, entry));
    });
    each_attached(relation, "rules", [&](const Entry& entry) {
        read_definition(relation, entry, attached(Kind::rule, id, entry));
    });
}

void read_policies(TomlReader& table, const Identity& id) {
    each_attached(table, "policies", [&](const Entry& entry) { read_policy(table, entry, id); });
}

void read_statistics(Scope& scope, const Entry& entry) {
    const auto what = format("statistics {}", entry.key);
    check_name(scope.source, entry.place, entry.key);
    auto fact = fact_of(Kind::statistics, {scope.schema, entry.key}, entry.place);
    std::optional<std::string> definition;
    if (const auto* full = entry.node->as_table()) {
        TomlReader reader(scope.source, *full, what, statistics_form());
        fact.id.names = object_of(scope, entry, reader).names();
        definition = reader.query("definition");
        if (const auto target = reader.integer("target"))
            fact.attributes["target"] = format("{}", *target);
        read_comment(reader, fact.id);
        read_owner(reader, fact.id);
        reader.finish();
    } else {
        definition = query_of(scope.source, *entry.node, what);
    }
    if (!definition) return;
    use_sql(scope.source, fact, *definition);
    fact.attributes["definition"] = std::move(*definition);
    scope.source.add(std::move(fact));
}

} // namespace pgslate::models
