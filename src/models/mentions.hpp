#pragma once

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

    friend auto operator<=>(const Mention&, const Mention&) = default;
};

/// The names that a piece of SQL mentions: words and quoted names, keywords that can't be names
/// left out, each once.
std::vector<Mention> mentions(std::string_view sql);

} // namespace pgslate::models
