// Columns. What is altered is the column of the table itself, unless PostgreSQL wants its children
// to follow; those are facts of their own where they are otherwise.
#include "plan/alteration.hpp"
#include "plan/column.hpp"
#include "plan/filling.hpp"
#include "plan/made_names.hpp"
#include "plan/sequence_options.hpp"
#include "plan/type_change.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text column_only(const Fact& fact, const sql::Text& what) {
    return text("ALTER TABLE ONLY {} ALTER COLUMN {} {}", parent_name(fact), own_name(fact), what);
}

sql::Text column_with_children(const Fact& fact, const sql::Text& what) {
    return text("ALTER TABLE {} ALTER COLUMN {} {}", parent_name(fact), own_name(fact), what);
}

// Partitions and children follow, unless they are altered by themselves.
sql::Text column_and_followers(const Fact& fact, const sql::Text& what, const Change& change) {
    return is_true(change.declared, "only") ? column_only(fact, what)
                                            : column_with_children(fact, what);
}

constexpr Risks looks_for_nulls = {Risk::scan, Risk::may_fail};

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

Risks risks_of_type(const std::string& from, const std::string& to) {
    Risks risks;
    if (!is_stored_alike(from, to)) risks.add(Risk::rewrite);
    if (!takes_all(from, to)) risks.add(Risk::may_fail);
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
    result.push_back(
        {.sql = column_with_children(change.declared, type.done()),
         .loses_data = loses_values(change),
         .risks = said ? Risks{Risk::rewrite, Risk::may_fail} : risks_of_type(from, to),
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

// What differs in them besides the name of the sequence; counters stay as they are.
sql::Text identity_options(const Change& change) {
    const auto& live = change.live;
    auto declared = change.declared;
    set_sequence(declared, sequence_of(live));
    std::vector<sql::Text> parts;
    if (live.text("identity") != declared.text("identity"))
        parts.push_back(declared.text("identity") == "always" ? text("SET GENERATED ALWAYS")
                                                              : text("SET GENERATED BY DEFAULT"));
    if (live.list("identity_options") != declared.list("identity_options"))
        for (const auto& option : all_sequence_options(declared.list("identity_options")))
            parts.push_back(text("SET {}", option));
    if (is_true(declared, "restart")) parts.push_back(text("RESTART"));
    return joined(parts, " ");
}

// The counter is the same by another name.
Alterations rename_sequence(const Change& change) {
    const auto from = sequence_of(change.live);
    const auto to = sequence_of(change.declared);
    if (from == to) return {};
    return altered(text("ALTER SEQUENCE {} RENAME TO {}",
                        sql::QualifiedName(from.front(), from.back()), sql::Identifier(to.back())));
}

bool has_same_sequence(const Change& change) {
    return sequence_of(change.live).front() == sequence_of(change.declared).front()
           && change.live.text("identity_sequence") == change.declared.text("identity_sequence");
}

// Its counter goes with it.
Alteration drop_identity(const Fact& live) {
    return {.sql = column_with_children(live, text("DROP IDENTITY")),
            .turn = Turn::release,
            .loses_data = true};
}

Alterations make_room(const Counter* counter) {
    if (counter == nullptr || counter->aside.empty()) return {};
    return {{.sql = counter->stepping_aside(),
             .turn = Turn::release,
             .others = {{LockMode::access_exclusive, {Kind::sequence, counter->live, {}}}}}};
}

// Its sequence goes when the other one has its counter.
Alterations leave_identity(const Change& change) {
    const auto& declared = change.declared;
    auto result = make_room(change.counter);
    result.push_back({change.counter->taking_over(), Turn::settle});
    result.push_back({column_with_children(change.live, text("DROP IDENTITY")), Turn::settle});
    result.push_back(
        {column_with_children(declared, text("SET DEFAULT {}", fragment(declared, "default"))),
         Turn::settle});
    return result;
}

// The constraint that NOT NULL is from PostgreSQL 18 on goes on, whatever it is called. Where
// another one is still called so, it is made anew.
bool keeps_not_null(const Change& change) {
    if (change.is_name_taken) return false;
    constexpr std::array attributes = {"not_null", "not_null_no_inherit", "not_null_not_valid"};
    return std::ranges::all_of(attributes, [&](const char* attribute) {
        return change.live.text(attribute) == change.declared.text(attribute);
    });
}

// The text behind its name.
std::string comment_of_not_null(const Fact& column) {
    const auto& comment = column.list("not_null_comment");
    return comment.empty() ? std::string() : comment.at(1);
}

Alterations comment_on_not_null(const Change& change) {
    const auto& before = change.live.list("not_null_comment");
    Alterations result;
    if (comment_of_not_null(change.live) == comment_of_not_null(change.declared)) return result;
    for (auto& comment : not_null_comment(change.declared))
        result.push_back({std::move(comment), Turn::settle});
    if (result.empty())
        result.push_back({text("COMMENT ON CONSTRAINT {} ON {} IS NULL",
                               sql::Identifier(is_true(change.declared, "not_null")
                                                   ? not_null_of(change.declared)
                                                   : before.at(0)),
                               parent_name(change.declared)),
                          Turn::settle});
    return result;
}

// What is an identity column can't be NULL: it may still be one when others give up what they need.
Turn turn_to_allow_null(const Change& change) {
    const bool is_left_last = change.counter != nullptr && change.live.has("identity");
    return is_left_last ? Turn::settle : Turn::release;
}

// Of a column that it has from another table no longer, or not from there alone (plan/apart.cpp):
// what it is called turns out afterwards.
bool has_unknown_name(const Fact& fact) {
    return fact.has("not_null_said") && said_not_null(fact).empty();
}

// A parent has it, too: it can't be called otherwise.
bool has_shared_name(const Fact& fact) {
    return !fact.has("not_null_name") && name_of_not_null(fact) != not_null_of(fact);
}

// Where a parent gets it, too, that may have brought its own name by then.
bool is_made_by_name(const Fact& declared) {
    const bool special =
        is_true(declared, "not_null_not_valid") || is_true(declared, "not_null_no_inherit");
    return has_own_not_null(declared) && (special || !has_shared_name(declared));
}

// While no parent has it yet.
Alterations rename_not_null(const Change& change) {
    const auto from = name_of_not_null(change.live);
    const auto to = name_of_not_null(change.declared);
    if (!is_true(change.live, "not_null") || from == to || has_shared_name(change.live)) return {};
    if (has_unknown_name(change.live) || has_unknown_name(change.declared)) return {};
    return {{text("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", parent_name(change.declared),
                  sql::Identifier(from), sql::Identifier(to)),
             Turn::release}};
}

// Made anew where more than its name or its comment is another.
Alterations change_not_null(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Alterations result;
    if (keeps_not_null(change)) {
        result = rename_not_null(change);
        std::ranges::move(comment_on_not_null(change), std::back_inserter(result));
        return result;
    }
    const bool named = is_made_by_name(declared);
    const bool own = named || has_own_not_null(live);
    if (is_true(live, "not_null") && (own || !is_true(declared, "not_null")))
        result.push_back(
            {column_with_children(live, text("DROP NOT NULL")), turn_to_allow_null(change)});
    if (!is_true(declared, "not_null")) return result;
    for (auto& statement : filled(declared, true))
        result.push_back({.sql = std::move(statement),
                          .turn = Turn::settle,
                          .risks = {Risk::scan, Risk::may_fail},
                          .of_model = true});
    if (named)
        result.push_back(
            {.sql = add_not_null(declared),
             .turn = Turn::settle,
             .risks = is_true(declared, "not_null_not_valid") ? Risks() : looks_for_nulls});
    else if (own || !is_true(live, "not_null"))
        result.push_back({.sql = column_with_children(declared, text("SET NOT NULL")),
                          .turn = Turn::settle,
                          .risks = looks_for_nulls});
    for (auto& comment : not_null_comment(declared))
        result.push_back({std::move(comment), Turn::settle});
    return result;
}

// An identity column is NOT NULL before it is one.
bool becomes_identity(const Change& change) {
    return change.declared.has("identity") && !is_true(change.live, "not_null")
           && change.live.has("type");
}

MaybeAlterations alter_not_null(const Change& change) {
    return becomes_identity(change) ? Alterations() : change_not_null(change);
}

// A partitioned table doesn't have it alone (from PostgreSQL 17 on).
MaybeAlterations alter_identity(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    if (!declared.has("identity"))
        return change.counter == nullptr ? Alterations{drop_identity(live)}
                                         : leave_identity(change);
    if (live.has("identity") && has_same_sequence(change)) {
        auto result = rename_sequence(change);
        if (const auto options = identity_options(change); !options.empty())
            result.push_back({.sql = column_with_children(declared, options),
                              .loses_data = is_true(declared, "restart")});
        return result;
    }
    auto result = make_room(change.counter);
    if (live.has("identity")) result.push_back(drop_identity(live));
    if (becomes_identity(change))
        for (auto& alteration : change_not_null(change)) result.push_back(std::move(alteration));
    result.push_back(
        {column_with_children(declared, text("ADD {}", identity_of(declared))), Turn::settle});
    if (declared.has("identity_sequence"))
        result.push_back(
            {text("ALTER SEQUENCE {}", fragment(declared, "identity_sequence")), Turn::settle});
    if (change.counter != nullptr) result.push_back({change.counter->taking_over(), Turn::settle});
    return result;
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
