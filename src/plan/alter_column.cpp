// Columns. What is altered is the column of the table itself, unless PostgreSQL wants its children
// to follow; those are facts of their own where they are otherwise.
#include "plan/alteration.hpp"
#include "plan/column_alterations.hpp"
#include "plan/type_change.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

bool is_generated(const Fact& fact) {
    return fact.has("generated");
}

// It comes from a parent or a type, or does no longer: then those are altered.
bool is_inherited(const Change& change) {
    return !change.live.has("type") || !change.declared.has("type");
}

MaybeAlterations inherit_column(const Change&) {
    return Alterations();
}

// Children take it over; one that has its own says so.
MaybeAlterations alter_default(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    if (is_generated(live) || is_generated(declared)) return Alterations();
    if (change.counter != nullptr && live.has("identity")) return Alterations(); // alter_identity()
    Alterations result;
    const bool dropped = live.has("default");
    if (dropped)
        result.push_back({column_and_followers(live, text("DROP DEFAULT"), change), Turn::release});
    if (declared.has("default"))
        result.push_back(
            {column_and_followers(declared, text("SET DEFAULT {}", fragment(declared, "default")),
                                  change),
             Turn::settle});
    else if (!dropped && is_true(declared, "no_default"))
        result.push_back(
            {column_and_followers(declared, text("DROP DEFAULT"), change), Turn::release});
    return result;
}

Risks risks_of_type(const Change& change) {
    const auto& from = change.live.text("type");
    const auto& to = change.declared.text("type");
    const bool made_again = from == to && change.through_text;
    Risks risks;
    if (made_again || !is_stored_alike(from, to)) risks.add(Risk::rewrite);
    if (made_again ? !change.keeps_text : !takes_all(from, to)) risks.add(Risk::may_fail);
    return risks;
}

// What is known of the values counts, if anything is.
bool loses_values(const Change& change) {
    const auto& values = change.declared.text("values");
    if (!values.empty()) return values != "kept";
    return !keeps_values(change.live.text("type"), change.declared.text("type"));
}

// The usual storage is that of the type, which a new column would have: there is a word for it from
// PostgreSQL 16 on.
sql::Text storage_of(const Fact& column, int server_major) {
    constexpr int knows_default = 16;
    if (column.has("storage")) return text("SET STORAGE {}", fragment(column, "storage"));
    if (server_major >= knows_default) return text("SET STORAGE default");
    constexpr std::array kept_in_line = {"numeric", "inet", "cidr"}; // if they can be
    const auto& type = column.text(column.has("type") ? "type" : "type_of_whole");
    const bool main =
        !type.ends_with("[]") && std::ranges::any_of(kept_in_line, [&](std::string_view name) {
            return type.substr(0, type.find('(')) == name;
        });
    return main ? text("SET STORAGE main") : text("SET STORAGE extended");
}

Alteration storage_after_type(const Change& change) {
    return {column_and_followers(change.declared, storage_of(change.declared, change.server_major),
                                 change),
            Turn::settle};
}

MaybeAlterations alter_type(const Change& change) {
    if (is_inherited(change)) return Alterations();
    if (is_generated(change.live) != is_generated(change.declared)) return std::nullopt;
    // A default of the old type need not be one of the new.
    auto result = change.live.has("default") ? alter_default(change).value() : Alterations();
    Writer type(text("TYPE {}", fragment(change.declared, "type")));
    type.add_attribute("COLLATE {}", change.declared, "collation");
    const auto& from = change.live.text("type");
    const auto& to = change.declared.text("type");
    const bool said = change.declared.has("using") && (from != to || change.through_text);
    if (said)
        type.add(text("USING ({})", fragment(change.declared, "using")));
    else if (!change.by_attribute.empty())
        type.add(text("USING {}", change.by_attribute));
    else if (change.through_text)
        type.add(
            text("USING {}::pg_catalog.text::{}", own_name(change.declared), sql::Fragment(to)));
    else if (change.is_cast)
        type.add(text("USING {}::{}", own_name(change.declared), sql::Fragment(to)));
    result.push_back({.sql = column_with_children(change.declared, type.done()),
                      .loses_data = loses_values(change),
                      .risks = said ? Risks{Risk::rewrite, Risk::may_fail} : risks_of_type(change),
                      .of_model = said,
                      .converts = true});
    if (change.declared.has("storage")) result.push_back(storage_after_type(change));
    return result;
}

// What is generated becomes a plain column that keeps its values; the other way round there is no
// word for, and before PostgreSQL 17 none for another expression.
MaybeAlterations alter_generated(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    const bool stored = !is_true(live, "virtual") && !is_true(declared, "virtual");
    if (!is_generated(declared) && stored) {
        Alterations result = {{column_with_children(live, text("DROP EXPRESSION")), Turn::release}};
        if (declared.has("default"))
            result.push_back(
                {column_only(declared, text("SET DEFAULT {}", fragment(declared, "default"))),
                 Turn::settle});
        return result;
    }
    constexpr int knows_set_expression = 17;
    const bool same_sort = is_true(live, "virtual") == is_true(declared, "virtual");
    if (!is_generated(live) || !same_sort || change.server_major < knows_set_expression)
        return std::nullopt;
    // Nobody would look at what follows from the new one (tablecmds.c of the server). No value is
    // lost with a column that has none.
    if (is_true(live, "virtual") && (change.is_watched || is_true(live, "not_null")))
        return std::nullopt;
    return Alterations{
        {.sql = column_with_children(
             declared, text("SET EXPRESSION AS ({})", fragment(declared, "generated"))),
         .turn = Turn::settle,
         .risks = is_true(declared, "virtual") ? Risks() : Risks{Risk::rewrite}}};
}

// Its expression means another operator than it did.
MaybeAlterations alter_expression(const Change& change) {
    const bool generated = is_generated(change.live) || is_generated(change.declared);
    return generated ? alter_generated(change) : alter_default(change);
}

MaybeAlterations alter_storage(const Change& change) {
    const auto& declared = change.declared;
    if (declared.text("type") != change.live.text("type")) // which brings its own storage
        return declared.has("storage") ? Alterations{storage_after_type(change)} : Alterations();
    return altered(
        column_and_followers(declared, storage_of(declared, change.server_major), change));
}

MaybeAlterations alter_compression(const Change& change) {
    const auto& declared = change.declared;
    return altered(
        column_only(declared, declared.has("compression")
                                  ? text("SET COMPRESSION {}", fragment(declared, "compression"))
                                  : text("SET COMPRESSION default")));
}

MaybeAlterations alter_statistics(const Change& change) {
    const auto& declared = change.declared;
    return altered(column_only(declared, declared.has("statistics") ? text(
                                             "SET STATISTICS {}", fragment(declared, "statistics"))
                                                                    : text("SET STATISTICS -1")));
}

MaybeAlterations alter_options(const Change& change) {
    Alterations result;
    add_options(result,
                text("ALTER TABLE ONLY {} ALTER COLUMN {}", parent_name(change.declared),
                     own_name(change.declared)),
                change, "options");
    return result;
}

MaybeAlterations alter_foreign_options(const Change& change) {
    const auto options = foreign_option_changes(change, "foreign_options");
    if (options.empty()) return Alterations();
    return altered(text("ALTER FOREIGN TABLE {} ALTER COLUMN {} {}", parent_name(change.declared),
                        own_name(change.declared), options));
}

constexpr Effect on_children{.on = On::children};
constexpr Effect on_values{.on = On::children, .statistics = Statistics::of_column};
constexpr Effect counted{.beyond_rows = true};
constexpr Effect sets_little{.lock = LockMode::share_update_exclusive};

} // namespace

std::span<const AttributeRow> column_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::column, "inherited", inherit_column},
        AttributeRow{Kind::column, "type", alter_type, true, on_values},
        AttributeRow{Kind::column, "collation", alter_type, true, on_values},
        AttributeRow{Kind::column, "default", alter_default, false, on_children},
        AttributeRow{Kind::column, "no_default", alter_default, false, on_children},
        AttributeRow{Kind::column, "generated", alter_generated, false, on_values},
        AttributeRow{Kind::column, "virtual", alter_generated, false, on_values},
        AttributeRow{Kind::column, "operator_schemas", alter_expression, false, on_children},
        AttributeRow{Kind::column, "identity", alter_identity, false, counted},
        AttributeRow{Kind::column, "identity_options", alter_identity, false, counted},
        AttributeRow{Kind::column, "identity_sequence", alter_identity, false, counted},
        AttributeRow{Kind::column, "not_null", alter_not_null, false, on_children},
        AttributeRow{Kind::column, "not_null_name", alter_not_null, false, on_children},
        AttributeRow{Kind::column, "not_null_no_inherit", alter_not_null, false, on_children},
        AttributeRow{Kind::column, "not_null_not_valid", alter_not_null, false, on_children},
        AttributeRow{Kind::column, "not_null_comment", alter_not_null, false, sets_little},
        AttributeRow{Kind::column, "storage", alter_storage},
        AttributeRow{Kind::column, "compression", alter_compression},
        AttributeRow{Kind::column, "statistics", alter_statistics, false, sets_little},
        AttributeRow{Kind::column, "options", alter_options, false, sets_little},
        AttributeRow{Kind::column, "foreign_options", alter_foreign_options},
    };
    return rows;
}

} // namespace pgslate::plan
