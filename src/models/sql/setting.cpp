#include "models/sql/setting.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgslate::models {
namespace {

// Only with words that compute a text: what calls other functions, or asks tables, may do anything.
bool sets_config(const TokenReader& reader) {
    constexpr std::array harmless = {
        "select",       "pg_catalog",   "set_config",     "current_setting", "current_database",
        "current_user", "session_user", "current_schema", "coalesce",        "concat",
        "quote_ident",  "text",         "true",           "false",           "null"};
    TokenReader call = reader;
    call.take("select");
    call.take({"pg_catalog"}) && call.take_symbol(".");
    if (!call.sees("set_config")) return false;
    return std::ranges::all_of(reader.tokens(), [&](const sql::Token& token) {
        if (token.kind == sql::Token::Kind::quoted_name) return false;
        if (token.kind != sql::Token::Kind::word) return true;
        return std::ranges::any_of(
            harmless, [&](std::string_view word) { return is_word(token, reader.sql(), word); });
    });
}

// The first schema of a path that an object can be made in; empty if there is none. `"$user"` is
// passed over: a schema named after the role is not to be counted on.
std::string first_schema(TokenReader path) {
    if (path.take("default")) return {};
    for (; !path.at_end(); path.skip())
        if (auto name = path.take_name_or_string(); !name.empty() && name != "$user") return name;
    return {};
}

// set_config('search_path', 'app, public', false)
std::optional<std::string> first_of_set_config(const TokenReader& reader) {
    const auto sql = reader.sql();
    const auto is_string = [](const auto& token) { return token.kind == sql::Token::Kind::string; };
    const auto tokens = reader.tokens();
    const auto first = std::ranges::find_if(tokens, is_string);
    if (first == tokens.end() || content_of(*first, sql) != "search_path") return std::nullopt;
    const auto second = std::find_if(first + 1, tokens.end(), is_string);
    if (second == tokens.end()) return std::nullopt;
    return first_schema(TokenReader(content_of(*second, sql)));
}

} // namespace

bool is_setting(TokenReader reader) {
    if (sets_config(reader) || reader.sees("reset")) return true;
    return reader.take("set") && !reader.sees("constraints") && !reader.sees("transaction");
}

std::optional<std::string> first_of_search_path(TokenReader reader) {
    if (sets_config(reader)) return first_of_set_config(reader);
    if (reader.take({"reset", "all"}) || reader.take({"reset", "search_path"}))
        return std::string();
    if (!reader.take("set")) return std::nullopt;
    reader.take("local") || reader.take("session");
    if (reader.take("schema")) return first_schema(reader);
    if (!reader.take("search_path")) return std::nullopt;
    reader.take("to") || reader.take_symbol("=");
    return first_schema(reader);
}

} // namespace pgslate::models
