// Views and materialized views.
#include "plan/alteration.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;
using Result = std::optional<Alterations>;

Result alter_view_options(const Change& change) {
    Alterations result;
    const auto words =
        change.declared.id.kind == Kind::view ? text("VIEW") : text("MATERIALIZED VIEW");
    add_options(result, text("ALTER {} {}", words, qualified(change.declared.id)), change, "with");
    return result;
}

Result alter_view_tablespace(const Change& change) {
    const auto& declared = change.declared;
    const auto name = declared.has("tablespace") ? declared.text("tablespace") : "pg_default";
    return altered(text("ALTER MATERIALIZED VIEW {} SET TABLESPACE {}", qualified(declared.id),
                        sql::Identifier(name)));
}

Result alter_view_access_method(const Change& change) {
    const auto& declared = change.declared;
    constexpr int knows_access_method = 15;
    if (change.server_major < knows_access_method) return std::nullopt;
    const auto name = declared.has("access_method") ? declared.text("access_method") : "heap";
    return altered(text("ALTER MATERIALIZED VIEW {} SET ACCESS METHOD {}", qualified(declared.id),
                        sql::Identifier(name)));
}

} // namespace

std::span<const AttributeRow> view_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::view, "query"},
        AttributeRow{Kind::view, "columns"},
        AttributeRow{Kind::view, "with", alter_view_options},
        AttributeRow{Kind::materialized_view, "query"},
        AttributeRow{Kind::materialized_view, "with", alter_view_options},
        AttributeRow{Kind::materialized_view, "tablespace", alter_view_tablespace},
        AttributeRow{Kind::materialized_view, "access_method", alter_view_access_method},
    };
    return rows;
}

} // namespace pgslate::plan
