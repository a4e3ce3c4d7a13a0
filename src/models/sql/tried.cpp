#include "models/sql/tried.hpp"

#include "base/format.hpp"
#include "models/sql/creation_words.hpp"
#include "models/sql/reach.hpp"
#include "models/sql/select_into.hpp"
#include "models/sql/subscription.hpp"

namespace pgslate::models {
namespace {

bool ends_with(std::span<const sql::Token> tokens, std::string_view sql, std::string_view first,
               std::string_view second) {
    const auto count = tokens.size();
    return count > 2 && is_word(tokens[count - 2], sql, first)
           && is_word(tokens[count - 1], sql, second);
}

// A comment may stand behind the last token.
std::string without_rows(const TokenReader& reader) {
    const auto sql = reader.sql();
    auto tokens = reader.tokens();
    if (ends_with(tokens, sql, "no", "data")) return std::string(sql);
    if (ends_with(tokens, sql, "with", "data")) tokens = tokens.first(tokens.size() - 2);
    return format("{} WITH NO DATA", sql.substr(0, tokens.back().end));
}

// CREATE TABLE ... AS; where a table has columns, that word stands in brackets.
bool is_filled(TokenReader reader) {
    take_creation_words(reader);
    if (reader.take({"materialized", "view"})) return true;
    return reader.take("table") && reader.find("as");
}

} // namespace

std::optional<std::string> tried(std::string_view sql) {
    const TokenReader statement(sql);
    if (const auto table = select_into(statement))
        return without_rows(TokenReader(table->create_table));
    if (reach_of(statement) != Reach::inside) return std::nullopt;
    TokenReader reader = statement;
    if (!reader.take("create")) return std::string(sql);
    if (reader.sees("subscription")) return without_publisher(statement);
    return is_filled(reader) ? without_rows(statement) : std::string(sql);
}

} // namespace pgslate::models
