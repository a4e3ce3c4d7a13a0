#include "config/choices.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "config/foreign_parameters.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {
namespace {

struct Choice {
    std::string_view keyword;
    const char* variable;
    std::vector<std::string_view> words;
};

// PostgreSQL manual, "Parameter Key Words" and "Environment Variables", 13 to 18.
const std::vector<Choice>& choices() {
    static const std::vector<Choice> all = {
        {"sslmode",
         "PGSSLMODE",
         {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}},
        {"gssencmode", "PGGSSENCMODE", {"disable", "prefer", "require"}},
        {"channel_binding", "PGCHANNELBINDING", {"disable", "prefer", "require"}},
        {"target_session_attrs",
         "PGTARGETSESSIONATTRS",
         {"any", "read-write", "read-only", "primary", "standby", "prefer-standby"}},
    };
    return all;
}

std::string hint_for(const Choice& choice, const std::string& value) {
    if (auto meaning = meaning_of(choice.keyword, value); !meaning.empty()) return meaning;
    if (const auto better = nearest(value, choice.words))
        return format("Did you mean '{}'?", *better);
    return format("It is one of {}.", join(choice.words, ", "));
}

// An empty value is libpq's default.
bool is_wrong(const Choice& choice, const std::string& value) {
    return !value.empty() && std::ranges::find(choice.words, value) == choice.words.end();
}

} // namespace

void check_choices(const Keywords& keywords, const Origin& origin, const Environment& environment) {
    for (const auto& choice : choices()) {
        if (const auto* const said = find_keyword(keywords, choice.keyword)) {
            if (is_wrong(choice, *said))
                refuse(origin, format("{} can't be '{}'", choice.keyword, *said),
                       hint_for(choice, *said));
        } else if (const auto value = environment.get(choice.variable)) {
            if (is_wrong(choice, *value))
                refuse({.name = choice.variable, .place = {}}, format("it can't be '{}'", *value),
                       hint_for(choice, *value));
        }
    }
}

} // namespace pgslate::config
