#pragma once

#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// Steps through the tokens of one statement.
class TokenReader {
  public:
    explicit TokenReader(std::string_view sql)
        : sql_(sql),
          all_(std::make_shared<const std::vector<sql::Token>>(sql::tokenize(sql).tokens)),
          tokens_(*all_) {}

    std::string_view sql() const { return sql_; }
    bool at_end() const { return at_ >= tokens_.size(); }
    bool sees(std::string_view word) const { return sees_at(at_, word); }
    bool sees_symbol(std::string_view symbol) const {
        return !at_end() && is_symbol(tokens_[at_], sql_, symbol);
    }
    /// Does one of these keywords come next?
    template <typename Words>
    bool sees_any(const Words& words) const {
        return std::any_of(std::begin(words), std::end(words),
                           [this](std::string_view word) { return sees(word); });
    }
    void skip() { ++at_; }
    /// The token that comes next; there must be one.
    const sql::Token& token() const { return tokens_[at_]; }

    /// Where the next token begins in the statement; its size at the end.
    std::size_t offset() const { return at_end() ? sql_.size() : tokens_[at_].begin; }
    /// The token that was passed over last; there has to be one.
    const sql::Token& last() const { return tokens_[at_ - 1]; }

    /// Passes over these keywords if they come next, all of them in this order.
    bool take(std::initializer_list<std::string_view> words) {
        std::size_t at = at_;
        for (const auto word : words)
            if (!sees_at(at++, word)) return false;
        at_ = at;
        return true;
    }
    bool take(std::string_view word) { return take({word}); }
    bool take_symbol(std::string_view symbol) {
        if (!sees_symbol(symbol)) return false;
        ++at_;
        return true;
    }

    /// Passes over a name with its dots: `schema.name` as {schema, name}; empty if none comes next.
    std::vector<std::string> take_name() {
        std::vector<std::string> parts;
        while (!at_end() && is_name()) {
            parts.push_back(name_of(tokens_[at_++], sql_));
            if (!take_symbol(".")) break;
        }
        return parts;
    }

    /// Passes over symbols up to the next bracket or other token: `<=`.
    std::string take_symbols() {
        std::string symbols;
        for (; !at_end() && tokens_[at_].kind == sql::Token::Kind::symbol && !sees_symbol("(")
               && !sees_symbol(",");
             ++at_)
            symbols += tokens_[at_].in(sql_);
        return symbols;
    }

    /// Passes over one name without dots, or a string that holds one; empty if neither comes next.
    std::string take_name_or_string() {
        if (const auto content = string_content(); !content.empty()) {
            ++at_;
            return std::string(content);
        }
        return !at_end() && is_name() ? name_of(tokens_[at_++], sql_) : std::string();
    }

    /// The content of the string that comes next; empty if none does.
    std::string_view string_content() const {
        if (at_end()) return {};
        const auto kind = tokens_[at_].kind;
        const bool string =
            kind == sql::Token::Kind::string || kind == sql::Token::Kind::dollar_string;
        return string ? content_of(tokens_[at_], sql_) : std::string_view();
    }

    /// Moves to the next of these keywords outside of brackets; false if there is none.
    template <typename Words>
    bool move_to_any(const Words& words) {
        for (int depth = 0; !at_end(); ++at_) {
            depth += sees_symbol("(") ? 1 : sees_symbol(")") ? -1 : 0;
            if (depth <= 0 && sees_any(words)) return true;
        }
        return false;
    }
    /// Moves behind the next of this keyword outside of brackets; false if there is none.
    bool find(std::string_view word) {
        if (!move_to_any(std::array{word})) return false;
        ++at_;
        return true;
    }

    std::span<const sql::Token> tokens() const { return tokens_; }

  private:
    bool is_name() const {
        const auto kind = tokens_[at_].kind;
        return kind == sql::Token::Kind::word || kind == sql::Token::Kind::quoted_name;
    }
    bool sees_at(std::size_t at, std::string_view word) const {
        return at < tokens_.size() && is_word(tokens_[at], sql_, word);
    }

    std::string_view sql_;
    std::shared_ptr<const std::vector<sql::Token>> all_; // shared by copies, which look ahead
    std::span<const sql::Token> tokens_;
    std::size_t at_ = 0;
};

} // namespace pgslate::models
