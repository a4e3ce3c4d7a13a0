#include "plan/filling.hpp"

#include "plan/writing.hpp"

namespace pgslate::plan {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;
using sql::text;

namespace {

bool takes_values(const Fact& column) {
    return !column.has("generated") && !column.has("identity") && column.has("type");
}

} // namespace

Catalog with_values(Catalog declared, const Catalog& live, const catalog::Hints& hints) {
    for (const auto& [id, hint] : hints) {
        const auto found = declared.facts.find(id);
        if (id.kind != Kind::column || found == declared.facts.end()) continue;
        auto& column = found->second;
        if (!column.parent || !live.contains(*column.parent) || !takes_values(column)) continue;
        if (hint.fill && is_true(column, "not_null")) column.attributes["fill"] = *hint.fill;
        if (hint.using_) column.attributes["using"] = *hint.using_;
    }
    return declared;
}

// A constraint that waits for the end of the transaction would keep the table from being altered.
std::vector<sql::Text> filled(const Fact& column, bool where_null) {
    if (!column.has("fill")) return {};
    auto update = text("UPDATE {} SET {} = ({})", parent_name(column), own_name(column),
                       fragment(column, "fill"));
    if (where_null) update += text(" WHERE {} IS NULL", own_name(column));
    return {std::move(update), text("SET CONSTRAINTS ALL IMMEDIATE")};
}

} // namespace pgslate::plan
