#include "plan/row_question.hpp"

#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using sql::text;

// As an error of the server names a key: `(a, b) = (1,2)`. Written as a row, values run nothing but
// the output functions of their types.
sql::Text example(const std::string& columns, const sql::Text& row) {
    return text("pg_catalog.min(pg_catalog.left({} || ({})::pg_catalog.text, 80))",
                sql::Literal("(" + columns + ") = "), row);
}

} // namespace

RowQuestion::RowQuestion(const catalog::Identity& table, const catalog::Identity& before,
                         StandingRows::Columns columns, Depth depth)
    : table_(table), before_(before), columns_(std::move(columns)), depth_(depth) {}

bool RowQuestion::has(const Names& columns) const {
    return !columns.empty() && std::ranges::all_of(columns, [&](const auto& name) {
        return columns_.contains(name);
    });
}

RowQuestion::Names RowQuestion::named_in(const std::string& expression) const {
    Names names;
    for (const auto& token : sql::tokenize(expression).tokens) {
        if (token.kind != sql::Token::Kind::word && token.kind != sql::Token::Kind::quoted_name)
            continue;
        const auto name = sql::name_of(token, expression);
        if (columns_.contains(name) && std::ranges::count(names, name) == 0) names.push_back(name);
    }
    return names;
}

RowQuestion::Names RowQuestion::types_of(const Names& columns) const {
    Names types;
    for (const auto& name : columns) types.push_back(columns_.at(name).type);
    return types;
}

sql::Text RowQuestion::relation() const {
    return text("{}{}", depth_ == Depth::only ? text("ONLY ") : sql::Text(), qualified(before_));
}

sql::Text RowQuestion::rows(const sql::Identifier& alias) const {
    std::vector<sql::Text> columns;
    for (const auto& [name, column] : columns_)
        columns.push_back(text("{} AS {}", sql::Identifier(column.before), sql::Identifier(name)));
    return text("(SELECT {} FROM {}) AS {}", joined(columns, ", "), relation(), alias);
}

sql::Text RowQuestion::rows() const {
    return rows(sql::Identifier(table_.name()));
}

sql::Text RowQuestion::counted(const sql::Text& condition, const Names& shown) const {
    Names names = shown;
    if (!has(names)) {
        names.clear();
        for (const auto& [name, column] : columns_) names.push_back(name);
    }
    const auto list = sql::name_list(names);
    return text("SELECT pg_catalog.count(*), {} FROM {} WHERE {}",
                example(list.sql(), text("ROW({})", list)), rows(), condition);
}

sql::Text RowQuestion::repeated(const std::vector<sql::Text>& keys, const std::string& shown,
                                const sql::Text& condition) const {
    std::vector<sql::Text> named;
    std::vector<sql::Text> names;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        names.push_back(text("k{}", i));
        named.push_back(text("({}) AS k{}", keys[i], i));
    }
    const auto list = joined(names, ", ");
    return text("SELECT COALESCE(pg_catalog.sum(same), 0)::pg_catalog.int8, {} FROM (SELECT {}, "
                "pg_catalog.count(*) AS same FROM (SELECT {} FROM {}{}) AS keys GROUP BY {} HAVING "
                "pg_catalog.count(*) > 1) AS known",
                example(shown, text("ROW({})", list)), list, joined(named, ", "), rows(), condition,
                list);
}

// In as few words as can be, where nothing is called otherwise afterwards.
sql::Text RowQuestion::listed() const {
    const bool renamed = table_ != before_ || std::ranges::any_of(columns_, [](const auto& entry) {
                             return entry.first != entry.second.before;
                         });
    return renamed ? rows() : relation();
}

std::string RowQuestion::listing(const sql::Text& condition) const {
    return text("SELECT * FROM {} WHERE {}", listed(), condition).sql();
}

std::string RowQuestion::listing_repeated(const std::vector<sql::Text>& keys,
                                          const sql::Text& condition) const {
    const auto list = joined(keys, ", ");
    return text("SELECT {}, count(*) FROM {}{} GROUP BY {} HAVING count(*) > 1", list, listed(),
                condition, list)
        .sql();
}

} // namespace pgslate::plan
