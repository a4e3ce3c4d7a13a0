#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// The parts of a text search object that its fact knows, as `PART = name`.
class Parts {
  public:
    explicit Parts(const Fact& fact) : fact_(fact) {}
    Parts& add(const sql::Text& word, std::string_view attribute) {
        if (fact_.has(attribute))
            parts_.push_back(text("{} = {}", word, fragment(fact_, attribute)));
        return *this;
    }
    Parts& add_all(std::string_view attribute) {
        if (fact_.has(attribute)) parts_.push_back(fragment_list(fact_.list(attribute)));
        return *this;
    }
    sql::Text done() const { return joined(parts_, ", "); }

  private:
    const Fact& fact_;
    std::vector<sql::Text> parts_;
};

sql::Text create_parser(const Fact& fact) {
    return text("CREATE TEXT SEARCH PARSER {} ({})", qualified(fact.id),
                Parts(fact)
                    .add(text("START"), "start")
                    .add(text("GETTOKEN"), "token")
                    .add(text("END"), "end")
                    .add(text("HEADLINE"), "headline")
                    .add(text("LEXTYPES"), "lextypes")
                    .done());
}

sql::Text create_template(const Fact& fact) {
    return text("CREATE TEXT SEARCH TEMPLATE {} ({})", qualified(fact.id),
                Parts(fact).add(text("INIT"), "init").add(text("LEXIZE"), "lexize").done());
}

sql::Text create_dictionary(const Fact& fact) {
    return text("CREATE TEXT SEARCH DICTIONARY {} ({})", qualified(fact.id),
                Parts(fact).add(text("TEMPLATE"), "template").add_all("options").done());
}

sql::Text create_configuration(const Fact& fact) {
    return text("CREATE TEXT SEARCH CONFIGURATION {} ({})", qualified(fact.id),
                Parts(fact).add(text("PARSER"), "parser").done());
}

// A configuration begins without mappings (manual, "CREATE TEXT SEARCH CONFIGURATION").
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
        Rule{.kind = Kind::text_search_dictionary,
             .create = create_dictionary,
             .unordered = {"options"}},
        Rule{.kind = Kind::text_search_configuration,
             .create = create_configuration,
             .finish = add_mappings},
    };
    return rules;
}

} // namespace pgslate::plan
