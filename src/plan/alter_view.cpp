// Views and materialized views.
#include "plan/alteration.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

sql::Text named_view(const catalog::Fact& fact) {
    const auto words = fact.id.kind == Kind::view ? text("VIEW") : text("MATERIALIZED VIEW");
    return text("{} {}", words, qualified(fact.id));
}

// Keeps owner, privileges and all that hangs on it (manual, "CREATE VIEW": OR REPLACE).
MaybeAlterations replace_query(const Change& change) {
    if (!change.keeps_columns) return std::nullopt;
    return replaced_in_place(change);
}

MaybeAlterations alter_view_options(const Change& change) {
    Alterations result;
    add_options(result, text("ALTER {}", named_view(change.declared)), change, "with");
    return result;
}

MaybeAlterations alter_view_tablespace(const Change& change) {
    return altered(set_tablespace(named_view(change.declared), change.declared));
}

MaybeAlterations alter_view_access_method(const Change& change) {
    return set_access_method(named_view(change.declared), change);
}

constexpr Effect moves_view{.risks = {Risk::rewrite}};

} // namespace

std::span<const AttributeRow> view_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::view, "query", replace_query},
        AttributeRow{Kind::view, "operator_schemas", replace_query},
        AttributeRow{Kind::view, "columns", replace_query},
        AttributeRow{Kind::view, "with", alter_view_options},
        AttributeRow{Kind::materialized_view, "query"},
        AttributeRow{Kind::materialized_view, "operator_schemas"},
        AttributeRow{Kind::materialized_view, "with", alter_view_options},
        AttributeRow{Kind::materialized_view, "tablespace", alter_view_tablespace, false,
                     moves_view},
        AttributeRow{Kind::materialized_view, "access_method", alter_view_access_method, false,
                     moves_view},
    };
    return rows;
}

} // namespace pgslate::plan
