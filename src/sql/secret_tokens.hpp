#pragma once

#include "sql/connection_secrets.hpp"
#include "sql/decoded.hpp"
#include "sql/tokens.hpp"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::sql {

/// Where secrets stand in a text.
struct Secrets {
    std::vector<Span> spans;
    std::set<std::string> values; ///< as they stand there, and as they are meant
};

/// Finds the secrets of a text that stands in `depth` strings.
using FindSecrets = Secrets (*)(std::string_view text, Texture texture, int depth);

/// The tokens of a text in which secrets are looked for, and what was found so far.
class SecretTokens {
  public:
    /// `depth`: in how many strings the text stands; `find`: what looks into its own strings.
    SecretTokens(std::string_view text, int depth, FindSecrets find)
        : text_(text), depth_(depth), find_(find), tokens_(tokenize(text).tokens) {}

    std::size_t size() const { return tokens_.size(); }
    const Token& at(std::size_t at) const { return tokens_[at]; }
    bool is(std::size_t at, std::string_view keyword) const {
        return at < tokens_.size() && is_word(tokens_[at], text_, keyword);
    }
    bool is_string(std::size_t at) const {
        return tokens_[at].kind == Token::Kind::string
               || tokens_[at].kind == Token::Kind::dollar_string;
    }
    /// The symbol there; empty if it is something else.
    std::string_view symbol(std::size_t at) const;
    /// What a word or a quoted name says; empty for anything else.
    std::string name(std::size_t at) const;
    /// Of the statement that begins there: its semicolon, or the end.
    std::size_t end_of_statement(std::size_t at) const;
    /// Does this string say that a secret comes next: `'password=' || x`?
    bool asks_for_secret(std::size_t at) const;

    void take(const Span& span);
    /// All that a token says.
    void take_whole(std::size_t at);
    /// From a token up to a space: `PASSWORD my-secret!`
    void take_run(std::size_t at);
    /// The secrets in a string.
    void look_into(std::size_t at);
    /// The secrets in a string that is a connection string.
    void take_connection(std::size_t at);

    Secrets found() { return std::move(found_); }

  private:
    char escape(std::size_t at) const;
    void take_all(const Secrets& inside, const Decoded& decoded);

    std::string_view text_;
    int depth_;
    FindSecrets find_;
    std::vector<Token> tokens_;
    Secrets found_;
};

} // namespace pgslate::sql
