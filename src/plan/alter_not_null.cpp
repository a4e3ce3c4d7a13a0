// NOT NULL of columns, which is a constraint with a name from PostgreSQL 18 on.
#include "plan/column.hpp"
#include "plan/column_alterations.hpp"
#include "plan/filling.hpp"
#include "plan/made_names.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using sql::text;

constexpr Risks looks_for_nulls = {Risk::scan, Risk::may_fail};

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

} // namespace

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

} // namespace pgslate::plan
