#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// Without a provider it is libc (manual, "CREATE COLLATION").
std::vector<sql::Text> collation_options(const Fact& fact) {
    std::vector<sql::Text> options;
    const auto add = [&](std::string_view attribute, const sql::Text& words) {
        if (fact.has(attribute))
            options.push_back(text("{} = {}", words, sql::Literal(fact.text(attribute))));
    };
    if (fact.has("provider"))
        options.push_back(text("PROVIDER = {}", sql::Identifier(fact.text("provider"))));
    add("locale", text("LOCALE"));
    add("lc_collate", text("LC_COLLATE"));
    add("lc_ctype", text("LC_CTYPE"));
    if (fact.text("deterministic") == "false") options.push_back(text("DETERMINISTIC = false"));
    add("rules", text("RULES"));
    return options;
}

sql::Text create_collation(const Fact& fact) {
    return text("CREATE COLLATION {} ({})", qualified(fact.id),
                joined(collation_options(fact), ", "));
}

sql::Text create_conversion(const Fact& fact) {
    return text("CREATE{} CONVERSION {} FOR {} TO {} FROM {}",
                is_true(fact, "default") ? text(" DEFAULT") : sql::Text(), qualified(fact.id),
                sql::Literal(fact.text("from")), sql::Literal(fact.text("to")),
                fragment(fact, "function"));
}

} // namespace

std::span<const Rule> collation_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::collation, .create = create_collation},
        Rule{.kind = Kind::conversion, .create = create_conversion},
    };
    return rules;
}

} // namespace pgslate::plan
