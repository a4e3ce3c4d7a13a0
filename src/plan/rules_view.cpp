#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text create_view(const Fact& fact) {
    auto view = text("CREATE VIEW {}", qualified(fact.id));
    if (fact.has("columns")) view += text(" ({})", sql::name_list(fact.list("columns")));
    view += with_options(fact);
    return view += text(" AS\n{}", fragment(fact, "query"));
}

sql::Text create_materialized_view(const Fact& fact) {
    auto view = text("CREATE MATERIALIZED VIEW {}", qualified(fact.id));
    if (fact.has("columns")) view += text(" ({})", sql::name_list(fact.list("columns")));
    if (fact.has("access_method"))
        view += text(" USING {}", sql::Identifier(fact.text("access_method")));
    view += with_options(fact);
    if (fact.has("tablespace"))
        view += text(" TABLESPACE {}", sql::Identifier(fact.text("tablespace")));
    view += text(" AS\n{}", fragment(fact, "query"));
    if (fact.text("with_data") == "false") view += text("\nWITH NO DATA");
    return view;
}

constexpr std::array texts_of_view = {Carried{"query", carry_query}};

} // namespace

std::span<const Rule> view_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::view,
             .create = create_view,
             .carried = texts_of_view,
             .unordered = {"with"}},
        // Whether it is filled now is a matter of rows, as they are in a table.
        Rule{.kind = Kind::materialized_view,
             .create = create_materialized_view,
             .carried = texts_of_view,
             .unordered = {"with"},
             .only_made_with = "with_data"},
    };
    return rules;
}

} // namespace pgslate::plan
