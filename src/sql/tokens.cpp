#include "sql/tokens.hpp"

#include <algorithm>
#include <cctype>

namespace pgslate::sql {
namespace {

bool starts_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'
           || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool continues_name(char c) {
    return starts_name(c) || is_digit(c) || c == '$';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Reads one token from where it begins. Every function leaves `at_` behind what it has read.
class Scanner {
  public:
    Scanner(std::string_view text, std::size_t from) : text_(text), at_(from) {}

    Token next(bool& open_comment) {
        open_comment = !skip_space_and_comments();
        Token token{.begin = at_};
        if (at_ < text_.size()) read(token);
        token.end = at_;
        return token;
    }

  private:
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    bool ahead(std::string_view expected) const { return text_.substr(at_).starts_with(expected); }

    // False if the text ends inside a block comment.
    bool skip_space_and_comments() {
        while (at_ < text_.size()) {
            if (std::isspace(static_cast<unsigned char>(peek())) != 0)
                ++at_;
            else if (ahead("--"))
                at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
            else if (!ahead("/*"))
                return true;
            else if (!skip_block_comment())
                return false;
        }
        return true;
    }

    // Block comments nest, unlike in C.
    bool skip_block_comment() {
        int depth = 0;
        do {
            if (ahead("/*") || ahead("*/")) {
                depth += peek() == '/' ? 1 : -1;
                at_ += 2;
            } else {
                ++at_;
            }
        } while (depth > 0 && at_ < text_.size());
        return depth == 0;
    }

    void read(Token& token) {
        const char c = peek();
        if (c == '\'' || c == '"')
            read_quoted(token, c, false);
        else if (const auto prefix = string_prefix(); prefix > 0)
            read_prefixed(token, prefix);
        else if (starts_name(c))
            read_word(token);
        else if (is_digit(c) || (c == '.' && is_digit(peek(1))))
            read_number(token);
        else if (c == '$')
            read_dollar(token);
        else
            read_symbol(token);
    }

    // The length of E, B, X, N or U& directly before a quote; 0 if there is none.
    std::size_t string_prefix() const {
        const char c = lower(peek());
        if ((c == 'e' || c == 'b' || c == 'x' || c == 'n') && peek(1) == '\'') return 1;
        if (c == 'u' && peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"')) return 2;
        return 0;
    }

    void read_prefixed(Token& token, std::size_t prefix) {
        const bool escapes = lower(peek()) == 'e';
        at_ += prefix;
        read_quoted(token, peek(), escapes);
    }

    void read_quoted(Token& token, char quote, bool escapes) {
        token.kind = quote == '"' ? Token::Kind::quoted_name : Token::Kind::string;
        for (++at_; at_ < text_.size(); ++at_) {
            if (escapes && peek() == '\\')
                at_ = std::min(at_ + 1, text_.size() - 1);
            else if (peek() == quote && peek(1) == quote)
                ++at_;
            else if (peek() == quote) {
                ++at_;
                return;
            }
        }
        token.closed = false;
    }

    void read_word(Token& token) {
        token.kind = Token::Kind::word;
        while (at_ < text_.size() && continues_name(peek())) ++at_;
    }

    // A range such as `1..2` is no number with two points.
    void read_number(Token& token) {
        token.kind = Token::Kind::number;
        while (is_digit(peek()) || starts_name(peek()) || (peek() == '.' && peek(1) != '.')) {
            const bool exponent =
                lower(peek()) == 'e' && (peek(1) == '+' || peek(1) == '-') && is_digit(peek(2));
            at_ += exponent ? 2 : 1;
        }
    }

    void read_dollar(Token& token) {
        std::size_t tag = at_ + 1;
        if (is_digit(peek(1))) {
            token.kind = Token::Kind::parameter;
            for (++at_; is_digit(peek());) ++at_;
            return;
        }
        while (tag < text_.size() && continues_name(text_[tag]) && text_[tag] != '$') ++tag;
        if (tag >= text_.size() || text_[tag] != '$') {
            token.kind = Token::Kind::symbol;
            ++at_;
            return;
        }
        token.kind = Token::Kind::dollar_string;
        const auto delimiter = text_.substr(at_, tag + 1 - at_);
        const auto end = text_.find(delimiter, tag + 1);
        token.closed = end != std::string_view::npos;
        at_ = token.closed ? end + delimiter.size() : text_.size();
    }

    void read_symbol(Token& token) {
        token.kind = Token::Kind::symbol;
        at_ += ahead("::") || ahead(":=") ? 2 : 1;
    }

    std::string_view text_;
    std::size_t at_;
};

bool is_quoted(const Token& token) {
    return token.kind == Token::Kind::quoted_name || token.kind == Token::Kind::string;
}

} // namespace

Token next_token(std::string_view text, std::size_t from, bool& open_comment) {
    return Scanner(text, from).next(open_comment);
}

Tokens tokenize(std::string_view text) {
    Tokens result;
    for (std::size_t at = 0; at < text.size();) {
        const auto token = next_token(text, at, result.open_comment);
        if (token.begin == token.end) break;
        result.tokens.push_back(token);
        at = token.end;
    }
    return result;
}

std::string name_of(const Token& token, std::string_view text) {
    std::string name;
    if (token.kind != Token::Kind::quoted_name) {
        std::ranges::transform(token.in(text), std::back_inserter(name), lower);
        return name;
    }
    const auto inside = content_of(token, text);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        name += inside[i];
        if (inside[i] == '"') ++i;
    }
    return name;
}

bool is_word(const Token& token, std::string_view text, std::string_view keyword) {
    return token.kind == Token::Kind::word && token.end - token.begin == keyword.size()
           && std::ranges::equal(token.in(text), keyword, {}, lower);
}

bool is_symbol(const Token& token, std::string_view text, std::string_view symbol) {
    return token.kind == Token::Kind::symbol && token.in(text) == symbol;
}

std::string_view content_of(const Token& token, std::string_view text) {
    auto inside = token.in(text);
    const bool dollar = token.kind == Token::Kind::dollar_string;
    const char quote = token.kind == Token::Kind::quoted_name ? '"' : '\'';
    const auto opening = dollar ? inside.find('$', 1) : inside.find(quote);
    const auto closing = !token.closed ? 0 : dollar ? opening + 1 : std::size_t{1};
    inside.remove_prefix(std::min(opening + 1, inside.size()));
    inside.remove_suffix(std::min(closing, inside.size()));
    return inside;
}

std::string_view why_not_a_fragment(std::string_view text) {
    const auto [tokens, open_comment] = tokenize(text);
    if (open_comment) return "a comment is not closed";
    std::string open;
    for (const auto& token : tokens) {
        if (!token.closed)
            return is_quoted(token) ? "a quote is not closed" : "a dollar quote is not closed";
        if (token.kind != Token::Kind::symbol) continue;
        const char c = token.in(text).front();
        if (c == ';' && open.empty()) return "a semicolon ends it early";
        if (c == '(' || c == '[') open += c == '(' ? ')' : ']';
        if (c != ')' && c != ']') continue;
        if (open.empty() || open.back() != c) return "a closing bracket has no opening one";
        open.pop_back();
    }
    return open.empty() ? "" : "a bracket is not closed";
}

} // namespace pgslate::sql
