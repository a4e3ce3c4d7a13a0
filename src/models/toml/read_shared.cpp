#include "base/format.hpp"
#include "models/mentions.hpp"
#include "models/names.hpp"
#include "models/toml/read_objects.hpp"
#include "sql/text.hpp"

namespace pgslate::models {

using catalog::Fact;
using catalog::Kind;

const toml::table* table_of(Source& source, const Entry& entry, std::string_view what) {
    if (const auto* table = entry.node->as_table()) return table;
    source.problem(entry.place, format("{} must be a table, not {}", what, describe(*entry.node)));
    return nullptr;
}

Object object_of(const Scope& scope, const Entry& entry, TomlReader& reader) {
    check_name(scope.source, entry.place, entry.key);
    return {entry.key, reader.name("schema").value_or(scope.schema), entry.place};
}

Fact fact_of(Kind kind, catalog::Names names, const Place& place) {
    Fact fact;
    fact.id = {kind, std::move(names), {}};
    fact.place = place;
    return fact;
}

void need_role(Source& source, const Fact& fact, const std::string& role) {
    if (role != "public") source.need(fact.id, {Kind::role, {role}, {}});
}

void use_sql(Source& source, const Fact& fact, const std::string& text, bool at_once) {
    if (!mentions(text).empty()) // most types don't name anything: integer
        source.use({.from = fact.id, .sql = SharedText(text), .at_once = at_once});
}

void use_value(Source& source, const Fact& fact, const std::string& value) {
    const auto type = fact.text("type");
    const bool names_something =
        type.starts_with("reg") || type.starts_with("pg_catalog.reg"); // regclass, regtype, ...
    use_sql(source, fact, names_something ? format("{}\n::{}", value, type) : value);
}

bool read_sql(TomlReader& reader, std::string_view key, Fact& fact, std::string_view attribute) {
    const auto sql = reader.sql(key);
    if (!sql) return false;
    fact.attributes.emplace(attribute, *sql);
    use_sql(reader.source(), fact, *sql, attribute == "type");
    return true;
}

// A name, not SQL: "C" and "en-x-icu" would otherwise need quotes within the quotes.
std::optional<std::string> collation_of(TomlReader& reader) {
    const auto text = reader.string("collation");
    if (!text) return std::nullopt;
    const auto place = reader.place_of_key("collation");
    const auto parts = split_name(*text);
    if (!parts || parts->size() > 2) {
        reader.problem(
            place, format("'collation' of {} must be a name", reader.what()),
            {R"(Write "C", "app.mine", or "\"de_DE.utf8\"" if the name holds a point.)"});
        return std::nullopt;
    }
    for (const auto& part : *parts)
        if (!check_name(reader.source(), place, part)) return std::nullopt;
    return parts->size() == 1 ? quoted(sql::Identifier(parts->front()))
                              : quoted(sql::QualifiedName(parts->front(), parts->back()));
}

void read_collation(TomlReader& reader, Fact& fact) {
    const auto collation = collation_of(reader);
    if (!collation) return;
    fact.attributes["collation"] = *collation;
    use_sql(reader.source(), fact, *collation, true);
}

void read_place(TomlReader& reader, Fact& fact) {
    if (const auto tablespace = reader.name("tablespace"))
        fact.attributes["tablespace"] = *tablespace;
    if (const auto method = reader.name("access_method")) {
        fact.attributes["access_method"] = *method;
        use_sql(reader.source(), fact, quoted(sql::Identifier(*method)));
    }
}

void read_flag(TomlReader& reader, Fact& fact, std::string_view key) {
    if (reader.boolean(key).value_or(false)) fact.attributes.emplace(key, "true");
}

namespace {

// Storage parameters are words, perhaps with a prefix (`toast.autovacuum_enabled`).
std::string option_text(Source& source, const Entry& entry, std::string_view what) {
    const auto parts = split_name(entry.key).value_or(std::vector<std::string>{entry.key});
    std::vector<sql::Text> names;
    names.reserve(parts.size());
    for (const auto& part : parts) names.push_back(sql::text("{}", sql::Identifier(part)));
    const auto name = joined(names, ".");
    if (const auto* text = entry.node->as_string())
        return sql::text("{} = {}", name, sql::Literal(text->get())).sql();
    const auto value = value_of(source, *entry.node, format("'{}' of {}", entry.key, what));
    return sql::text("{} = {}", name, sql::Fragment(value.value_or(""))).sql();
}

} // namespace

void read_with(TomlReader& reader, Fact& fact) {
    const auto* with = reader.subtable("with");
    if (with == nullptr) return;
    std::vector<std::string> options;
    for (const auto& entry : entries(reader.source(), *with))
        if (check_key(reader.source(), entry))
            options.push_back(
                option_text(reader.source(), entry, format("'with' of {}", reader.what())));
    if (!options.empty()) fact.attributes["with"] = std::move(options);
}

std::vector<std::string> read_sequence_options(TomlReader& reader) {
    std::vector<std::string> options;
    const auto number = [&](std::string_view key, const char* words) {
        if (const auto value = reader.integer(key))
            options.push_back(format("{} {}", words, *value));
    };
    number("start", "START WITH");
    number("increment", "INCREMENT BY");
    number("min", "MINVALUE");
    number("max", "MAXVALUE");
    number("cache", "CACHE");
    if (reader.boolean("cycle").value_or(false)) options.emplace_back("CYCLE");
    return options;
}

std::optional<std::vector<std::string>> read_qualified(Source& source, const toml::node& node,
                                                       std::string_view home_schema) {
    const auto place = place_of(source, node);
    const auto* text = node.as_string();
    auto parts = text == nullptr ? std::nullopt : split_name(text->get());
    if (!parts || parts->size() > 2) {
        source.problem(place, "expected a name, or a schema and a name: \"app.user\"");
        return std::nullopt;
    }
    if (parts->size() == 1) parts->insert(parts->begin(), std::string(home_schema));
    for (const auto& part : *parts)
        if (!check_name(source, place, part)) return std::nullopt;
    return parts;
}

} // namespace pgslate::models
