#include "models/mentions.hpp"

#include "models/token_reader.hpp"
#include "sql/name.hpp"

#include <set>

namespace pgslate::models {
namespace {

using sql::Token;

// nextval('app.invoice_number') and casts such as 'user'::regclass name things in quotes.
std::vector<std::string> name_in_string(const Token& token, std::string_view sql) {
    TokenReader reader(content_of(token, sql));
    auto parts = reader.take_name();
    return reader.at_end() ? parts : std::vector<std::string>();
}

} // namespace

std::vector<Mention> mentions(std::string_view sql) {
    const auto tokens = sql::tokenize(sql).tokens;
    std::set<Mention> seen;
    std::vector<Mention> result;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::vector<std::string> parts;
        const bool referred_to = i > 0 && is_word(tokens[i - 1], sql, "references");
        if (tokens[i].kind == Token::Kind::string) parts = name_in_string(tokens[i], sql);
        while (i < tokens.size()
               && (tokens[i].kind == Token::Kind::word
                   || tokens[i].kind == Token::Kind::quoted_name)) {
            parts.push_back(name_of(tokens[i], sql));
            const bool more = i + 2 < tokens.size() && is_symbol(tokens[i + 1], sql, ".");
            if (!more) break;
            i += 2;
        }
        const bool keyword = parts.size() == 1 && tokens[i].kind == Token::Kind::word
                             && sql::is_keyword(parts.front());
        if (parts.empty() || keyword) continue;
        const bool called = i + 1 < tokens.size() && is_symbol(tokens[i + 1], sql, "(");
        Mention mention{std::move(parts), called, referred_to};
        if (seen.insert(mention).second) result.push_back(std::move(mention));
    }
    return result;
}

} // namespace pgslate::models
