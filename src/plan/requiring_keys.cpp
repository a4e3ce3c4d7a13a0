#include "base/format.hpp"
#include "plan/element.hpp"
#include "plan/requiring.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace pgslate::plan {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

namespace {

// An order says nothing about what is the same; a collation or an operator class does.
std::optional<std::string> without_order(const std::string& element) {
    auto end = length_of_expression(element);
    const auto tokens = sql::tokenize(element).tokens;
    if (end == 0 && !tokens.empty()) end = tokens.front().end;
    constexpr std::array words = {"asc", "desc", "nulls", "first", "last"};
    for (const auto& token : tokens)
        if (token.begin >= end && std::ranges::none_of(words, [&](const char* word) {
                return sql::is_word(token, element, word);
            }))
            return std::nullopt;
    return element.substr(0, end);
}

sql::Text is_missing(const Fact& key, const RowQuestion& others) {
    const sql::Identifier partner("pgslate_partner");
    const sql::Identifier own(key.parent->name());
    std::vector<sql::Text> same;
    for (std::size_t i = 0; i < key.list("columns").size(); ++i)
        same.push_back(text("{}.{} = {}.{}", partner, sql::Identifier(key.list("to").at(i)), own,
                            sql::Identifier(key.list("columns")[i])));
    return text("NOT EXISTS (SELECT FROM {} WHERE {})", others.rows(partner),
                joined(same, " AND "));
}

// Of a row that holds NULL nothing is wanted; with MATCH FULL all of it has to be NULL then.
sql::Text has_no_partner(const Fact& key, const sql::Text& missing) {
    std::vector<sql::Text> known;
    std::vector<sql::Text> unknown;
    for (const auto& name : key.list("columns")) {
        known.push_back(text("{} IS NOT NULL", sql::Identifier(name)));
        unknown.push_back(text("{} IS NULL", sql::Identifier(name)));
    }
    if (key.text("match") != "full") return text("{} AND {}", joined(known, " AND "), missing);
    return text("({}) AND ({} OR {})", joined(known, " OR "), joined(unknown, " OR "), missing);
}

} // namespace

Requiring::Requirements Requiring::of_key(const Fact& key) const {
    std::vector<std::string> elements;
    for (const auto& name : key.list("columns")) elements.push_back(quoted(sql::Identifier(name)));
    return is_true(key, "temporal") ? Requirements() : of_elements(key, elements);
}

Requiring::Requirements Requiring::of_index(const Fact& index) const {
    if (!is_true(index, "unique") || is_true(index, "invalid") || index.has("method")) return {};
    return of_elements(index, index.list("elements"));
}

Requiring::Requirements Requiring::of_elements(const Fact& fact,
                                               const std::vector<std::string>& elements) const {
    const auto table = fact.parent.value();
    if (!standing_.keeps_rows(table)) return {};
    const auto rows = asking(table, alone(table));
    Requirement result{.about = fact.id};
    std::vector<sql::Text> keys;
    std::vector<std::string> shown;
    for (const auto& element : elements) {
        const auto key = without_order(element);
        if (!key || !add_words(result, fact, rows, *key)) return {};
        keys.push_back(text("{}", sql::Fragment(*key)));
        shown.push_back(*key);
        result.is_written |= length_of_expression(element) > 0;
    }
    std::vector<sql::Text> conditions;
    if (fact.has("where")) {
        if (!add_words(result, fact, rows, fact.text("where"))) return {};
        conditions.push_back(text("({})", fragment(fact, "where")));
        result.is_written = true;
    }
    for (const auto& key : keys)
        if (!is_true(fact, "nulls_not_distinct"))
            conditions.push_back(text("({}) IS NOT NULL", key));
    const auto where =
        conditions.empty() ? sql::Text() : text(" WHERE {}", joined(conditions, " AND "));
    result.question = rows.repeated(keys, format("{}", join(shown, ", ")), where);
    result.advice = {lists(rows.listing_repeated(keys, where))};
    return {std::move(result)};
}

// Nothing if it names what can't be asked.
bool Requiring::add_words(Requirement& result, const Fact& fact, const RowQuestion& rows,
                          const std::string& expression) const {
    const auto named = rows.named_in(expression);
    if (!is_of_server(fact, expression) || !rows.has(named)) return false;
    if (fact.has("where") || length_of_expression(expression) > 0)
        std::ranges::move(base_types(rows, named), std::back_inserter(result.types));
    return true;
}

Requiring::Requirements Requiring::of_foreign_key(const Fact& key) const {
    const auto table = key.parent.value();
    const auto& to = key.list("references");
    const Identity other{Kind::table, {to.at(0), to.at(1)}, {}};
    const bool nothing_there = standing_.begins_empty(other);
    if (!has_to_hold(key) || is_true(key, "temporal") || !standing_.keeps_rows(table)
        || !(nothing_there || standing_.keeps_rows(other)))
        return {};
    const auto rows = asking(table, alone(table));
    const auto& columns = key.list("columns");
    if (!rows.has(columns)) return {};
    Requirement result{.about = key.id, .types = base_types(rows, columns)};
    auto missing = text("true");
    if (!nothing_there) {
        const auto others = asking(other, alone(other));
        if (!others.has(key.list("to"))) return {};
        std::ranges::move(base_types(others, key.list("to")), std::back_inserter(result.types));
        missing = is_missing(key, others);
    }
    const auto condition = has_no_partner(key, missing);
    result.question = rows.counted(condition, columns);
    result.advice = {may_be_not_valid(), lists(rows.listing(condition))};
    return {std::move(result)};
}

} // namespace pgslate::plan
