#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>
#include <utility>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// `START = f, ...`: what the fact has of these attributes, under the words of the language.
sql::Text parameters(const Fact& fact,
                     std::initializer_list<std::pair<const char*, const char*>> names) {
    std::vector<sql::Text> parts;
    for (const auto& [word, attribute] : names)
        if (fact.has(attribute))
            parts.push_back(text("{} = {}", sql::Fragment(word), fragment(fact, attribute)));
    return joined(parts, ", ");
}

sql::Text create_parser(const Fact& fact) {
    return text("CREATE TEXT SEARCH PARSER {} ({})", qualified(fact.id),
                parameters(fact, {{"START", "start"},
                                  {"GETTOKEN", "gettoken"},
                                  {"END", "end"},
                                  {"LEXTYPES", "lextypes"},
                                  {"HEADLINE", "headline"}}));
}

sql::Text create_template(const Fact& fact) {
    return text("CREATE TEXT SEARCH TEMPLATE {} ({})", qualified(fact.id),
                parameters(fact, {{"INIT", "init"}, {"LEXIZE", "lexize"}}));
}

// The options are kept as a list that is SQL already (pg_ts_dict).
sql::Text create_dictionary(const Fact& fact) {
    auto inside = parameters(fact, {{"TEMPLATE", "template"}});
    if (fact.has("options")) inside += text(", {}", fragment(fact, "options"));
    return text("CREATE TEXT SEARCH DICTIONARY {} ({})", qualified(fact.id), inside);
}

sql::Text create_configuration(const Fact& fact) {
    return text("CREATE TEXT SEARCH CONFIGURATION {} ({})", qualified(fact.id),
                parameters(fact, {{"PARSER", "parser"}}));
}

std::vector<sql::Text> add_mappings(const Fact& fact) {
    std::vector<sql::Text> statements;
    for (const auto& mapping : fact.list("mappings"))
        statements.push_back(text("ALTER TEXT SEARCH CONFIGURATION {} ADD MAPPING FOR {}",
                                  qualified(fact.id), sql::Fragment(mapping)));
    return statements;
}

} // namespace

std::span<const Rule> text_search_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::text_search_parser, .create = create_parser},
        Rule{.kind = Kind::text_search_template, .create = create_template},
        Rule{.kind = Kind::text_search_dictionary, .create = create_dictionary},
        Rule{.kind = Kind::text_search_configuration,
             .create = create_configuration,
             .finish = add_mappings},
    };
    return rules;
}

} // namespace pgslate::plan
