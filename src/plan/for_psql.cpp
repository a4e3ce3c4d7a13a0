#include "plan/for_psql.hpp"

#include "sql/tokens.hpp"

namespace pgslate::plan {
namespace {

// The first character of a name, a quoted one, or `:{?name}`.
bool may_begin_variable(char c) {
    return c == '_' || c == '\'' || c == '"' || c == '{' || (c >= '0' && c <= '9')
           || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

std::string for_psql(const sql::Text& statement) {
    const auto& text = statement.sql();
    if (text.find(':') == std::string::npos) return text;
    std::string result;
    std::size_t done = 0;
    for (const auto& token : sql::tokenize(text).tokens) {
        const bool lone = is_symbol(token, text, ":") && token.end < text.size();
        if (!lone || !may_begin_variable(text[token.end])) continue;
        result.append(text, done, token.end - done) += ' ';
        done = token.end;
    }
    return result.append(text, done);
}

} // namespace pgslate::plan
