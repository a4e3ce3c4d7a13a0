// PostgreSQL's tokens (manual, "Lexical Structure"). Nothing beyond tokens is parsed by us: the
// server is the judge of what they mean together.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::sql {

struct Token {
    enum class Kind {
        word,          ///< a keyword or an unquoted name
        quoted_name,   ///< "name", U&"name"
        string,        ///< 'text', E'text', B'01', X'0f', N'text', U&'text'
        dollar_string, ///< $tag$text$tag$
        number,
        parameter, ///< $1
        symbol     ///< an operator character or punctuation, one at a time; `::` and `:=` are one
    };
    Kind kind{};
    std::size_t begin = 0; ///< offset in the text
    std::size_t end = 0;   ///< offset behind the token
    bool closed = true;    ///< false if the text ended inside the token

    std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// What a token list of `text` starting at `from` needs to know of what was left open.
struct Tokens {
    std::vector<Token> tokens;
    bool open_comment = false; ///< the text ended inside a block comment
};

/// The tokens of `text`, white space and comments left out. Never fails: bytes that begin nothing
/// are symbols, and what the text's end cuts off is marked.
Tokens tokenize(std::string_view text);

/// The next token at or after `from`; one with begin == end == text.size() at the end.
/// `open_comment` is set if the text ended inside a block comment.
Token next_token(std::string_view text, std::size_t from, bool& open_comment);

/// The name that a word or quoted name stands for: words folded to lower case (ASCII only, as
/// PostgreSQL folds names in UTF-8 databases), quotes removed.
std::string name_of(const Token& token, std::string_view text);

/// Is this token the given keyword (lower case)?
bool is_word(const Token& token, std::string_view text, std::string_view keyword);

/// Is this token the given symbol?
bool is_symbol(const Token& token, std::string_view text, std::string_view symbol);

/// The text inside a dollar-quoted string or a plain '...' string without its quotes; what escapes
/// stand in it is left as it is.
std::string_view content_of(const Token& token, std::string_view text);

/// Can `text` stand as one expression, type or query: no open string, comment or bracket, no
/// closing bracket too many, no semicolon but between the commands of a rule, `(a; b)`? Says in
/// words what is wrong, or nothing.
std::string_view why_not_a_fragment(std::string_view text);

} // namespace pgslate::sql
