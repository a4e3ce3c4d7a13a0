// Types: enums get values where they belong, domains their default and checks.
#include "plan/alteration.hpp"
#include "plan/made_names.hpp"
#include "plan/rule.hpp"
#include "plan/type_change.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

// Are these values there already, in this order?
bool keeps_all(const std::vector<std::string>& live, const std::vector<std::string>& declared) {
    auto from = declared.begin();
    for (const auto& label : live) {
        from = std::find(from, declared.end(), label);
        if (from == declared.end()) return false;
        ++from;
    }
    return true;
}

// Behind the value before it, which is there by then; the first one before the one that was first.
sql::Text place_of(const std::vector<std::string>& declared, std::size_t index,
                   const std::vector<std::string>& live) {
    if (index > 0) return text(" AFTER {}", sql::Literal(declared[index - 1]));
    return live.empty() ? sql::Text() : text(" BEFORE {}", sql::Literal(live.front()));
}

MaybeAlterations add_labels(const Change& change) {
    const auto& live = change.live.list("labels");
    const auto& declared = change.declared.list("labels");
    if (!keeps_all(live, declared)) return std::nullopt;
    Alterations result;
    for (std::size_t i = 0; i < declared.size(); ++i)
        if (std::ranges::count(live, declared[i]) == 0)
            result.push_back({text("ALTER TYPE {} ADD VALUE {}{}", qualified(change.declared.id),
                                   sql::Literal(declared[i]), place_of(declared, i, live))});
    return result;
}

MaybeAlterations alter_domain_default(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Alterations result;
    if (live.has("default"))
        result.push_back({text("ALTER DOMAIN {} DROP DEFAULT", qualified(live.id)), Turn::release});
    if (declared.has("default"))
        result.push_back({find_rule(Kind::domain)->late(declared), Turn::settle});
    return result;
}

// All columns that have the type are looked at (manual, "ALTER DOMAIN").
Alteration refuse_nulls(sql::Text sql) {
    return {.sql = std::move(sql),
            .turn = Turn::settle,
            .risks = {Risk::scan, Risk::may_fail},
            .lock = LockMode::share};
}

// From PostgreSQL 17 on NOT NULL may have a name, and a comment.
MaybeAlterations alter_domain_not_null(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Alterations result;
    const bool named = live.has("not_null_name") || declared.has("not_null_name");
    if (is_true(live, "not_null") && (named || !is_true(declared, "not_null")))
        result.push_back(
            {text("ALTER DOMAIN {} DROP NOT NULL", qualified(live.id)), Turn::release});
    if (!is_true(declared, "not_null")) return result;
    if (declared.has("not_null_name"))
        result.push_back(
            refuse_nulls(text("ALTER DOMAIN {} ADD CONSTRAINT {} NOT NULL", qualified(declared.id),
                              sql::Identifier(declared.text("not_null_name")))));
    else if (named || !is_true(live, "not_null"))
        result.push_back(
            refuse_nulls(text("ALTER DOMAIN {} SET NOT NULL", qualified(declared.id))));
    for (auto& comment : find_rule(Kind::domain)->finish(declared))
        result.push_back({std::move(comment), Turn::settle});
    return result;
}

MaybeAlterations validate_domain_check(const Change& change) {
    if (is_true(change.declared, "not_valid")) return std::nullopt;
    return altered(text("ALTER DOMAIN {} VALIDATE CONSTRAINT {}", parent_name(change.declared),
                        own_name(change.declared)));
}

// Only where no table has a column of the type: otherwise it is replaced, and they with it.
MaybeAlterations alter_attribute_type(const Change& change) {
    const auto& declared = change.declared;
    Writer type(text("ALTER TYPE {} ALTER ATTRIBUTE {} TYPE {}", parent_name(declared),
                     own_name(declared), fragment(declared, "type")));
    type.add_attribute("COLLATE {}", declared, "collation");
    return Alterations{
        {.sql = text("{}{}", type.done(), typed_tables_too(declared)),
         .loses_data = is_true(declared, "typed")
                       && !keeps_values(change.live.text("type"), declared.text("type"))}};
}

// Of all columns that have the type.
constexpr Effect looks_at_values{.lock = LockMode::share, .risks = {Risk::scan, Risk::may_fail}};

// What the server lets one say of a base type that is there (manual, "ALTER TYPE"). How values are
// stored is not among it: the columns that have the type would keep what they were made with.
bool is_set_later(const std::string& option) {
    constexpr std::array<std::string_view, 6> names = {"RECEIVE",    "SEND",    "TYPMOD_IN",
                                                       "TYPMOD_OUT", "ANALYZE", "SUBSCRIPT"};
    return std::ranges::any_of(
        names, [&](std::string_view name) { return option.substr(0, option.find(' ')) == name; });
}

MaybeAlterations alter_base_type(const Change& change) {
    const auto changes = option_changes(change, "options");
    if (!std::ranges::all_of(changes.set, is_set_later)
        || !std::ranges::all_of(changes.reset, is_set_later))
        return std::nullopt;
    auto options = changes.set;
    for (const auto& name : changes.reset) options.push_back(name + " = NONE");
    return Alterations{
        {text("ALTER TYPE {} SET ({})", qualified(change.declared.id), fragment_list(options)),
         Turn::settle}};
}

MaybeAlterations rename_multirange(const Change& change) {
    const auto from = multirange_of(change.live);
    const auto to = multirange_of(change.declared);
    if (from.front() != to.front()) return std::nullopt;
    return altered(text("ALTER TYPE {} RENAME TO {}", sql::QualifiedName(from.front(), from.back()),
                        sql::Identifier(to.back())));
}

} // namespace

std::span<const AttributeRow> type_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::enum_type, "labels", add_labels, false, locks_nothing},
        AttributeRow{Kind::domain, "type"},
        AttributeRow{Kind::domain, "collation"},
        AttributeRow{Kind::domain, "default", alter_domain_default, false, locks_nothing},
        AttributeRow{Kind::domain, "operator_schemas", alter_domain_default, false, locks_nothing},
        AttributeRow{Kind::domain, "not_null", alter_domain_not_null, false, locks_nothing},
        AttributeRow{Kind::domain, "not_null_name", alter_domain_not_null, false, locks_nothing},
        AttributeRow{Kind::domain, "not_null_comment", alter_domain_not_null, false, locks_nothing},
        AttributeRow{Kind::domain_check, "expression"},
        AttributeRow{Kind::domain_check, "operator_schemas"},
        AttributeRow{Kind::domain_check, "not_valid", validate_domain_check, false,
                     looks_at_values},
        AttributeRow{Kind::composite_type, "attribute_order"},
        AttributeRow{Kind::attribute, "type", alter_attribute_type, true, locks_nothing},
        AttributeRow{Kind::attribute, "collation", alter_attribute_type, true, locks_nothing},
        AttributeRow{Kind::range_type, "subtype"},
        AttributeRow{Kind::range_type, "opclass"},
        AttributeRow{Kind::range_type, "collation"},
        AttributeRow{Kind::range_type, "canonical"},
        AttributeRow{Kind::range_type, "subtype_diff"},
        AttributeRow{Kind::range_type, "multirange", rename_multirange},
        AttributeRow{Kind::base_type, "options", alter_base_type, false, locks_nothing},
        AttributeRow{Kind::base_type, "shell"},
    };
    return rows;
}

} // namespace pgslate::plan
