#include "sql/opening.hpp"

#include "sql/tokens.hpp"

namespace pgslate::sql {

std::string opening_of(std::string_view statement) {
    constexpr std::size_t most_words = 5;
    std::string words;
    std::size_t at = 0;
    bool in_name = false;
    for (std::size_t count = 0; count < most_words;) {
        bool open_comment = false;
        const auto token = next_token(statement, at, open_comment);
        const bool point = !words.empty() && is_symbol(token, statement, ".");
        const bool word = token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name;
        if (!(word || point) || token.begin == token.end) break;
        if (!words.empty() && !point && !in_name) words += ' ';
        words += token.in(statement);
        if (word && !in_name) ++count;
        in_name = point;
        at = token.end;
    }
    return words;
}

} // namespace pgslate::sql
