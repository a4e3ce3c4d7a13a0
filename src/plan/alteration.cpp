#include "plan/alteration.hpp"

#include "plan/rule.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace pgslate::plan {
namespace {

using sql::text;

// `name = value`, or `name 'value'`, where the name may stand in quotes and be anything.
std::string name_of_option(const std::string& option) {
    bool open_comment = false;
    const auto name = sql::next_token(option, 0, open_comment);
    const auto dot = sql::next_token(option, name.end, open_comment); // toast.fillfactor
    if (!sql::is_symbol(dot, option, ".")) return option.substr(0, name.end);
    return option.substr(0, sql::next_token(option, dot.end, open_comment).end);
}

std::map<std::string, std::string> by_name(const std::vector<std::string>& options) {
    std::map<std::string, std::string> result;
    for (const auto& option : options) result.emplace(name_of_option(option), option);
    return result;
}

// reloptions.c of the server, which knows a lock for each of them.
bool keeps_nobody_waiting(std::string_view option) {
    constexpr std::array<std::string_view, 9> options = {
        "fillfactor",           "toast_tuple_target",   "parallel_workers",
        "vacuum_index_cleanup", "vacuum_truncate",      "deduplicate_items",
        "n_distinct",           "n_distinct_inherited", "log_autovacuum_min_duration"};
    if (option.starts_with("toast.")) option.remove_prefix(6);
    return option.starts_with("autovacuum_") || std::ranges::count(options, option) > 0;
}

LockMode lock_of_options(const std::vector<std::string>& options) {
    const bool light = std::ranges::all_of(options, [](const std::string& option) {
        return keeps_nobody_waiting(name_of_option(option));
    });
    return light ? LockMode::share_update_exclusive : LockMode::access_exclusive;
}

bool is_among(const Alterations& all, const Alteration& one) {
    return std::ranges::any_of(all, [&](const Alteration& other) {
        return other.sql.sql() == one.sql.sql() && other.turn == one.turn;
    });
}

auto all_rows() {
    return std::array{column_attributes(),   table_attributes(),       constraint_attributes(),
                      type_attributes(),     sequence_attributes(),    view_attributes(),
                      routine_attributes(),  annotation_attributes(),  role_attributes(),
                      operator_attributes(), publication_attributes(), shared_attributes()};
}

} // namespace

void add_missing(const Alterations& some, Alterations& all) {
    for (const auto& one : some)
        if (!is_among(all, one)) all.push_back(one);
}

void take_out(const Alterations& some, Alterations& all) {
    std::erase_if(all, [&](const Alteration& one) { return is_among(some, one); });
}

std::vector<AttributeRow> attribute_rows() {
    std::vector<AttributeRow> all;
    for (const auto rows : all_rows()) all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

const AttributeRow* find_attribute(catalog::Kind kind, std::string_view attribute) {
    for (const auto rows : all_rows())
        for (const auto& row : rows)
            if (row.kind == kind && row.attribute == attribute) return &row;
    return nullptr;
}

MaybeAlterations altered_by(const AttributeRow& row, const Change& change) {
    auto alterations = row.alter(change);
    if (alterations)
        for (auto& one : *alterations) one.row = &row;
    return alterations;
}

Alterations altered(sql::Text sql) {
    return {{.sql = std::move(sql)}};
}

MaybeAlterations replaced_in_place(const Change& change) {
    return Alterations{
        {find_rule(change.declared.id.kind)->replace(change.declared), Turn::settle}};
}

sql::Text set_tablespace(const sql::Text& object, const catalog::Fact& declared) {
    const auto name = declared.has("tablespace") ? declared.text("tablespace") : "pg_default";
    return text("ALTER {} SET TABLESPACE {}", object, sql::Identifier(name));
}

MaybeAlterations set_access_method(const sql::Text& object, const Change& change) {
    constexpr int knows_access_method = 15;
    if (change.server_major < knows_access_method) return std::nullopt;
    const auto& declared = change.declared;
    const auto name = declared.has("access_method") ? declared.text("access_method") : "heap";
    return altered(text("ALTER {} SET ACCESS METHOD {}", object, sql::Identifier(name)));
}

OptionChanges option_changes(const Change& change, std::string_view attribute) {
    const auto live = by_name(change.live.list(attribute));
    const auto declared = by_name(change.declared.list(attribute));
    OptionChanges changes;
    for (const auto& option : change.declared.list(attribute)) {
        const auto name = name_of_option(option);
        const auto found = live.find(name);
        if (found != live.end() && found->second == option) continue;
        changes.set.push_back(option);
        if (found == live.end()) changes.added.push_back(name);
    }
    for (const auto& [name, option] : live)
        if (!declared.contains(name)) changes.reset.push_back(name);
    return changes;
}

// What is set goes behind what stays: all is said where that would be another order.
static void say_in_order(OptionChanges& changes, const Change& change, std::string_view attribute) {
    if (changes.set.empty()) return;
    const auto& declared = change.declared.list(attribute);
    auto after = change.live.list(attribute);
    std::erase_if(after, [&](const std::string& option) {
        return std::ranges::count(declared, option) == 0;
    });
    after.insert(after.end(), changes.set.begin(), changes.set.end());
    if (after != declared) changes.set = declared;
}

void add_options(Alterations& alterations, const sql::Text& head, const Change& change,
                 std::string_view attribute) {
    auto changes = option_changes(change, attribute);
    say_in_order(changes, change, attribute);
    if (!changes.reset.empty())
        alterations.push_back({.sql = text("{} RESET ({})", head, fragment_list(changes.reset)),
                               .lock = lock_of_options(changes.reset)});
    if (!changes.set.empty())
        alterations.push_back({.sql = text("{} SET ({})", head, fragment_list(changes.set)),
                               .lock = lock_of_options(changes.set)});
}

sql::Text foreign_option_changes(const Change& change, std::string_view attribute) {
    const auto changes = option_changes(change, attribute);
    std::vector<sql::Text> parts;
    for (const auto& name : changes.reset) parts.push_back(text("DROP {}", sql::Fragment(name)));
    for (const auto& option : changes.set) {
        const bool added = std::ranges::count(changes.added, name_of_option(option)) > 0;
        parts.push_back(text("{} {}", added ? text("ADD") : text("SET"), sql::Fragment(option)));
    }
    return parts.empty() ? sql::Text() : text("OPTIONS ({})", joined(parts, ", "));
}

} // namespace pgslate::plan
