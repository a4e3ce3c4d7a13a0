#include "base/format.hpp"
#include "models/names.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Kind;

void read_owning_column(TomlReader& reader, const Fact& sequence) {
    const auto column = reader.string("owned_by");
    if (!column) return;
    const auto place = reader.place_of_key("owned_by");
    auto parts = split_name(*column);
    if (!parts || parts->size() < 2 || parts->size() > 3)
        return reader.problem(place, format("'owned_by' of {} must name a table and its column: "
                                            "\"invoice.number\"",
                                            reader.what()));
    if (parts->size() == 2) parts->insert(parts->begin(), sequence.id.names.front());
    auto fact = fact_of(Kind::sequence_owner, sequence.id.names, place);
    fact.parent = sequence.id;
    for (const auto kind : {Kind::table, Kind::foreign_table})
        reader.source().need(fact.id, {kind, {(*parts)[0], (*parts)[1]}, {}});
    reader.source().need(fact.id, {Kind::column, *parts, {}});
    fact.attributes["column"] = std::move(*parts);
    reader.source().add(std::move(fact));
}

} // namespace

void read_schema(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("schema {}", entry.key));
    if (table == nullptr) return;
    check_name(scope.source, entry.place, entry.key);
    TomlReader reader(scope.source, *table, format("schema {}", entry.key), schema_form());
    auto fact = fact_of(Kind::schema, {entry.key}, entry.place);
    read_annotations(reader, fact.id);
    reader.finish();
    scope.source.add(std::move(fact));
}

void read_extension(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("extension {}", entry.key));
    if (table == nullptr) return;
    check_name(scope.source, entry.place, entry.key);
    TomlReader reader(scope.source, *table, format("extension {}", entry.key), extension_form());
    auto fact = fact_of(Kind::extension, {entry.key}, entry.place);
    if (const auto schema = reader.name("schema")) {
        fact.attributes["schema"] = *schema;
        scope.source.need(fact.id, {Kind::schema, {*schema}, {}});
    }
    if (const auto version = reader.string("version")) fact.attributes["version"] = *version;
    read_comment(reader, fact.id);
    reader.finish();
    scope.source.add(std::move(fact));
}

void read_sequence(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("sequence {}", entry.key));
    if (table == nullptr) return;
    TomlReader reader(scope.source, *table, format("sequence {}", entry.key), sequence_form());
    auto fact = fact_of(Kind::sequence, object_of(scope, entry, reader).names(), entry.place);
    read_sql(reader, "type", fact, "type");
    if (auto options = read_sequence_options(reader); !options.empty())
        fact.attributes["options"] = std::move(options);
    read_flag(reader, fact, "unlogged");
    read_owning_column(reader, fact);
    read_annotations(reader, fact.id);
    reader.finish();
    scope.source.add(std::move(fact));
}

} // namespace pgslate::models
