#include "sql/opening.hpp"

#include "sql/tokens.hpp"

namespace pgslate::sql {

std::string opening_of(std::string_view statement) {
    constexpr std::size_t most_words = 5;
    std::string words;
    std::size_t at = 0;
    for (std::size_t count = 0; count < most_words; ++count) {
        bool open_comment = false;
        const auto token = next_token(statement, at, open_comment);
        const bool word = token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name;
        if (!word || token.begin == token.end) break;
        if (!words.empty()) words += ' ';
        words += token.in(statement);
        at = token.end;
    }
    return words;
}

} // namespace pgslate::sql
