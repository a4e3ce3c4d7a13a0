#include "plan/element.hpp"

#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using Tokens = std::vector<sql::Token>;

bool is_name(const sql::Token& token) {
    return token.kind == sql::Token::Kind::word || token.kind == sql::Token::Kind::quoted_name;
}

// The first token that is no part of a qualified name.
std::size_t behind_name(const Tokens& tokens, std::string_view text) {
    std::size_t at = 0;
    while (at < tokens.size() && is_name(tokens[at])) {
        ++at;
        if (at == tokens.size() || !sql::is_symbol(tokens[at], text, ".")) return at;
        ++at;
    }
    return at;
}

// How much deeper in brackets what follows a token is.
int step(const sql::Token& token, std::string_view text) {
    if (sql::is_symbol(token, text, "(") || sql::is_symbol(token, text, "[")) return 1;
    return sql::is_symbol(token, text, ")") || sql::is_symbol(token, text, "]") ? -1 : 0;
}

} // namespace

std::size_t length_of_expression(std::string_view element) {
    const auto tokens = sql::tokenize(element).tokens;
    auto at = behind_name(tokens, element);
    if (at == tokens.size() || !sql::is_symbol(tokens[at], element, "(")) return 0;
    for (int depth = 0; at < tokens.size(); ++at) {
        depth += step(tokens[at], element);
        if (depth == 0) return tokens[at].end;
    }
    return 0;
}

std::vector<std::string> elements_of_key(std::string_view key) {
    std::vector<std::string> elements;
    int depth = 0;
    std::size_t begin = 0;
    for (const auto& token : sql::tokenize(key).tokens) {
        const int before = depth;
        depth += step(token, key);
        if (before == 0 && depth == 1) begin = token.end;
        const bool closes = before == 1 && depth == 0;
        if (!closes && !(depth == 1 && sql::is_symbol(token, key, ","))) continue;
        elements.emplace_back(key.substr(begin, token.begin - begin));
        begin = token.end;
    }
    return elements;
}

} // namespace pgslate::plan
