#include "base/format.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Kind;

// What views and materialized views have in common; the short form is just the query.
template <typename ReadMore>
void read_any_view(Scope& scope, const Entry& entry, Kind kind, ReadMore read_more) {
    const auto what = format("{} {}", to_string(kind), entry.key);
    if (entry.node->is_string()) {
        check_name(scope.source, entry.place, entry.key);
        auto fact = fact_of(kind, {scope.schema, entry.key}, entry.place);
        const auto query = query_of(scope.source, *entry.node, what);
        if (!query) return;
        fact.attributes["query"] = *query;
        use_sql(scope.source, fact, *query);
        return scope.source.add(std::move(fact));
    }
    const auto* table = table_of(scope.source, entry, what);
    if (table == nullptr) return;
    TomlReader reader(scope.source, *table, what,
                      kind == Kind::view ? view_form() : materialized_view_form());
    auto fact = fact_of(kind, object_of(scope, entry, reader).names(), entry.place);
    if (auto query = reader.query("query")) {
        use_sql(scope.source, fact, *query);
        fact.attributes["query"] = std::move(*query);
    }
    if (auto columns = reader.strings("columns")) fact.attributes["columns"] = std::move(*columns);
    read_with(reader, fact);
    read_annotations(reader, fact.id);
    read_comments_of_columns(reader, fact.id);
    read_more(reader, fact);
    reader.finish();
    scope.source.add(std::move(fact));
}

} // namespace

void read_view(Scope& scope, const Entry& entry) {
    read_any_view(scope, entry, Kind::view,
                  [](TomlReader& reader, Fact& fact) { read_triggers_and_rules(reader, fact.id); });
}

void read_materialized_view(Scope& scope, const Entry& entry) {
    read_any_view(scope, entry, Kind::materialized_view, [](TomlReader& reader, Fact& fact) {
        if (reader.boolean("with_data") == false) fact.attributes["with_data"] = "false";
        read_place(reader, fact);
        read_indexes(reader, fact.id);
    });
}

} // namespace pgslate::models
