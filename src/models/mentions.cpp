#include "models/mentions.hpp"

#include "models/token_reader.hpp"
#include "sql/name.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace pgslate::models {
namespace {

using sql::Token;
using Strength = catalog::Dependency::Strength;

// Functions whose first argument is the name of a relation, as a regclass or a text.
using Words = std::span<const std::string_view>;
constexpr std::array<std::string_view, 5> takes_relation = {
    "nextval", "currval", "setval", "to_regclass", "pg_get_serial_sequence"};
// Words behind which tables of a query stand, and words that end their list.
constexpr std::array<std::string_view, 7> before_tables = {"from",  "join",  "into", "update",
                                                           "using", "table", "only"};
constexpr std::array<std::string_view, 18> behind_tables = {
    "select", "where",  "on",        "set",    "group",     "order",  "having", "limit", "offset",
    "union",  "except", "intersect", "window", "returning", "values", "for",    "fetch"};
// Words within a list of tables that don't end it.
constexpr std::array<std::string_view, 2> within_tables = {"lateral", "only"};

bool is_one_of(const Token& token, std::string_view sql, Words words) {
    return token.kind == Token::Kind::word
           && std::ranges::any_of(words, [&](auto word) { return is_word(token, sql, word); });
}

bool is_name(const Token& token) {
    return token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name;
}

// What is open at a token: the text itself, and each bracket around it.
struct Level {
    bool query = false;  ///< names of columns and aliases stand here, too
    bool tables = false; ///< behind FROM
    bool cast = false;   ///< CAST (... AS type)
};

class MentionReader {
  public:
    explicit MentionReader(const TokenReader& text)
        : sql_(text.sql()), tokens_(text.tokens()), lists_options_(lists_options()) {}

    std::vector<Mention> run() {
        for (at_ = 0; at_ < tokens_.size();) read();
        for (auto& mention : found_)
            if (mention.parts.size() == 1 && locals_.contains(mention.parts.front()))
                mention.strength = Strength::possible;
        return std::move(found_);
    }

  private:
    const Token* token(std::size_t at) const {
        return at < tokens_.size() ? &tokens_[at] : nullptr;
    }
    bool symbol_at(std::size_t at, std::string_view symbol) const {
        return at < tokens_.size() && is_symbol(tokens_[at], sql_, symbol);
    }
    bool word_at(std::size_t at, std::string_view word) const {
        return at < tokens_.size() && is_word(tokens_[at], sql_, word);
    }
    bool symbol_before(std::size_t at, std::string_view symbol) const {
        return at > 0 && symbol_at(at - 1, symbol);
    }
    bool word_before(std::size_t at, std::string_view word) const {
        return at > 0 && word_at(at - 1, word);
    }

    void add(Mention mention) {
        if (seen_.insert(mention).second) found_.push_back(std::move(mention));
    }

    void read() {
        follow(tokens_[at_]);
        if (tokens_[at_].kind == Token::Kind::string)
            read_string();
        else if (is_name(tokens_[at_]))
            read_name();
        else if (!read_operator())
            ++at_;
    }

    void follow(const Token& token) {
        if (is_symbol(token, sql_, "("))
            levels_.push_back({.query = level().query,
                               .tables = level().tables && !word_before(at_, "using"),
                               .cast = word_before(at_, "cast")});
        if (is_symbol(token, sql_, ")") && levels_.size() > 1) levels_.pop_back();
        if (is_word(token, sql_, "select") || (is_word(token, sql_, "with") && at_ == 0))
            level().query = true;
        if (is_one_of(token, sql_, before_tables)) level().tables = true;
        if (is_one_of(token, sql_, behind_tables)) level().tables = false;
    }

    Level& level() { return levels_.back(); }
    const Level& level() const { return levels_.back(); }

    // nextval('app.invoice_number') and casts such as 'user'::regclass name things in quotes.
    void read_string() {
        const auto at = at_++;
        if (!stands_for_name(at)) return;
        TokenReader reader(content_of(tokens_[at], sql_));
        auto parts = reader.take_name();
        if (reader.at_end() && !parts.empty()) add({.parts = std::move(parts)});
    }

    bool stands_for_name(std::size_t at) const {
        if (at > 1 && symbol_before(at, "(") && is_one_of(tokens_[at - 2], sql_, takes_relation))
            return true;
        if (at > 0 && is_type_of_names(at - 1)) return true; // regclass 'user'
        for (auto next = at + 1; symbol_at(next, "::") || word_at(next, "as"); ++next) {
            while (token(next + 1) != nullptr && symbol_at(next + 2, ".")) next += 2;
            if (is_type_of_names(++next)) return true;
        }
        return false;
    }

    // regclass, regtype, regproc, ...
    bool is_type_of_names(std::size_t at) const {
        return at < tokens_.size() && tokens_[at].kind == Token::Kind::word
               && name_of(tokens_[at], sql_).starts_with("reg");
    }

    void read_name() {
        const auto first = at_;
        std::vector<std::string> parts = {name_of(tokens_[at_], sql_)};
        while (symbol_at(at_ + 1, ".") && at_ + 2 < tokens_.size() && is_name(tokens_[at_ + 2])) {
            at_ += 2;
            parts.push_back(name_of(tokens_[at_], sql_));
        }
        const auto last = at_++;
        const bool keyword = parts.size() == 1 && tokens_[last].kind == Token::Kind::word
                             && sql::is_keyword(parts.front());
        if (keyword || is_role(first) || read_qualified_operator(first)) return;
        if (is_local(first, last)) locals_.insert(parts.front());
        add({.parts = std::move(parts),
             .called = symbol_at(last + 1, "("),
             .referred_to = word_before(first, "references"),
             .strength = is_surely_name(first, last) ? Strength::mentioned : Strength::possible});
    }

    // ALTER ... OWNER TO role
    bool is_role(std::size_t at) const {
        return word_before(at, "to") && at > 1 && word_at(at - 2, "owner");
    }

    // WITH name AS (...): what a query calls so.
    bool is_local(std::size_t first, std::size_t last) const {
        return level().query && first == last && word_at(last + 1, "as")
               && (symbol_at(last + 2, "(") || word_at(last + 2, "materialized")
                   || word_at(last + 2, "not"));
    }

    bool is_surely_name(std::size_t first, std::size_t last) const {
        if (symbol_at(last + 1, "(") || symbol_before(first, "::") || word_before(first, "collate"))
            return true;
        if (word_before(first, "as") && level().query) return level().cast;
        if (!level().query) return !is_own_name(first, last);
        if (last + 1 < tokens_.size() && tokens_[last + 1].kind == Token::Kind::string) return true;
        return level().tables && follows_table_word(first);
    }

    // Behind a bracket or a comma, a name before another is that of a column or an argument.
    bool is_own_name(std::size_t first, std::size_t last) const {
        return (symbol_before(first, "(") || symbol_before(first, ",")) && last + 1 < tokens_.size()
               && is_name(tokens_[last + 1]);
    }

    bool follows_table_word(std::size_t at) const {
        return at > 0
               && (symbol_before(at, ",") || symbol_before(at, "(")
                   || is_one_of(tokens_[at - 1], sql_, before_tables)
                   || is_one_of(tokens_[at - 1], sql_, within_tables));
    }

    // OPERATOR(app.+), or CREATE OPERATOR app.+
    bool read_qualified_operator(std::size_t first) {
        if (!symbol_at(at_, ".") || symbol_at(at_, "*")) return false;
        auto at = at_ + 1;
        auto name = take_operator(at);
        if (name.empty() || name == "*") return false;
        at_ = at;
        add({.parts = {name_of(tokens_[first], sql_), std::move(name)}, .is_operator = true});
        return true;
    }

    // CREATE TYPE name (INPUT = function, ...): here `=` is no operator.
    bool lists_options() const {
        constexpr std::array<std::string_view, 5> words = {"type", "operator", "aggregate",
                                                           "collation", "text"};
        const std::size_t what = word_at(1, "or") ? 3 : 1; // or replace
        return word_at(0, "create") && what < tokens_.size()
               && is_one_of(tokens_[what], sql_, words);
    }

    bool read_operator() {
        auto name = take_operator(at_);
        if (name.empty()) return false;
        if (name == "=" && lists_options_) return true;
        add({.parts = {std::move(name)}, .is_operator = true, .strength = Strength::possible});
        return true;
    }

    // The longest run of operator characters that is one (manual, "Lexical Structure").
    std::string take_operator(std::size_t& at) const {
        std::string name;
        auto end = at;
        while (end < tokens_.size() && is_operator_character(tokens_[end])
               && (name.empty() || tokens_[end].begin == tokens_[end - 1].end))
            name += tokens_[end++].in(sql_);
        while (name.size() > 1 && (name.back() == '+' || name.back() == '-')
               && name.find_first_of("~!@#%^&|`?") == std::string::npos)
            name.pop_back();
        at += name.size();
        return name;
    }

    bool is_operator_character(const Token& token) const {
        return token.kind == Token::Kind::symbol && token.end == token.begin + 1
               && std::string_view("+-*/<>=~!@#%^&|`?").find(token.in(sql_).front())
                      != std::string_view::npos;
    }

    std::string_view sql_;
    std::span<const Token> tokens_;
    bool lists_options_;
    std::size_t at_ = 0;
    std::vector<Level> levels_ = {{}};
    std::set<std::string> locals_;
    std::set<Mention> seen_;
    std::vector<Mention> found_;
};

} // namespace

std::vector<Mention> mentions(const TokenReader& sql) {
    return MentionReader(sql).run();
}

// `item%rowtype` and `item.name%type` are what the server asks for at once.
std::vector<Mention> mentions_in_body(std::string_view body) {
    std::set<std::vector<std::string>> types;
    const TokenReader text(body);
    const auto tokens = text.tokens();
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        const bool type =
            is_symbol(tokens[i + 1], body, "%")
            && (is_word(tokens[i + 2], body, "type") || is_word(tokens[i + 2], body, "rowtype"));
        if (type && is_name(tokens[i])) types.insert({name_of(tokens[i], body)});
    }
    auto result = mentions(text);
    for (auto& mention : result)
        if (!types.contains({mention.parts.back()}) && !types.contains({mention.parts.front()}))
            mention.strength = Strength::possible;
    return result;
}

} // namespace pgslate::models
