#pragma once

#include "catalog/catalog.hpp"
#include "models/token_reader.hpp"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// One name in a piece of SQL with its dots: `app.user.id` as {app, user, id}.
struct Mention {
    std::vector<std::string> parts;
    bool called = false;      ///< an opening bracket follows, as behind a function's name
    bool referred_to = false; ///< REFERENCES stands before it, as in a foreign key
    bool is_operator = false; ///< its last part is an operator, such as `+`
    /// Is it a name, or just a word in a place where names of other things stand: columns, aliases?
    catalog::Dependency::Strength strength = catalog::Dependency::Strength::mentioned;

    friend auto operator<=>(const Mention&, const Mention&) = default;
};

/// The names that a piece of SQL mentions, each once: words and quoted names in the places where
/// names can be, keywords that can't be names left out; operators; and strings, where they stand
/// for a name: 'user'::regclass, nextval('app.invoice_number'). Any other string holds data.
std::vector<Mention> mentions(const TokenReader& sql);
inline std::vector<Mention> mentions(std::string_view sql) {
    return mentions(TokenReader(sql));
}

/// The same of the body of a function in another language, PL/pgSQL say, which the server looks
/// into for the types of variables at most.
std::vector<Mention> mentions_in_body(std::string_view body);

} // namespace pgslate::models
