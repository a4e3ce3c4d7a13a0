#include "base/format.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text view_of(const sql::Text& words, const Fact& fact) {
    auto view = text("{} {}", words, qualified(fact.id));
    if (fact.has("columns")) view += text(" ({})", sql::name_list(fact.list("columns")));
    view += with_options(fact);
    return view += text(" AS\n{}", fragment(fact, "query"));
}

sql::Text create_view(const Fact& fact) {
    return view_of(text("CREATE VIEW"), fact);
}

sql::Text replace_view(const Fact& fact) {
    return view_of(text("CREATE OR REPLACE VIEW"), fact);
}

// Its columns without what they come from: nothing that could be updated, as options may want.
std::optional<Fact> view_of_nothing(const Fact& fact) {
    if (!fact.has("stub")) return std::nullopt;
    auto stub = fact;
    stub.attributes.erase("with");
    stub.attributes["query"] = format("SELECT {}", join(fact.list("stub"), ",\n    "));
    return stub;
}

// Without rows: the query runs at last, with the rights of the owner, when what it reads is there.
sql::Text create_materialized_view(const Fact& fact) {
    auto view = text("CREATE MATERIALIZED VIEW {}", qualified(fact.id));
    if (fact.has("columns")) view += text(" ({})", sql::name_list(fact.list("columns")));
    if (fact.has("access_method"))
        view += text(" USING {}", sql::Identifier(fact.text("access_method")));
    view += with_options(fact);
    if (fact.has("tablespace"))
        view += text(" TABLESPACE {}", sql::Identifier(fact.text("tablespace")));
    return view += text(" AS\n{}\nWITH NO DATA", fragment(fact, "query"));
}

sql::Text fill_materialized_view(const Fact& fact) {
    if (fact.text("with_data") == "false") return {};
    return text("REFRESH MATERIALIZED VIEW {}", qualified(fact.id));
}

// As the server reads a boolean option (manual, "Parameter Names and Values").
bool is_switched_on(const Fact* view, std::string_view option) {
    if (view == nullptr) return false;
    for (const auto& entry : view->list("with")) {
        if (!entry.starts_with(option)) continue;
        const auto equals = entry.find('=');
        if (equals == std::string::npos) return true;
        const auto value =
            entry.substr(std::min(entry.find_first_not_of(" '", equals + 1), entry.size()));
        return value.starts_with('t') || value.starts_with('y') || value.starts_with('1')
               || value.starts_with("on");
    }
    return false;
}

// Then it reads with the rights of its owner, and functions see rows that it hides.
bool lets_more_see(const Fact* before, const Fact* after) {
    if (before == nullptr || after == nullptr) return false;
    const auto stops = [&](const char* option) {
        return is_switched_on(before, option) && !is_switched_on(after, option);
    };
    return stops("security_invoker") || stops("security_barrier");
}

constexpr std::array texts_of_view = {Carried{"query", carry_query}};

} // namespace

std::span<const Rule> view_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::view,
             .create = create_view,
             .early = view_of_nothing,
             .late = replace_view,
             .replace = replace_view,
             .widens = lets_more_see,
             .carried = texts_of_view,
             .unordered = {"with"}},
        // Whether it is filled now is a matter of rows, as they are in a table.
        Rule{.kind = Kind::materialized_view,
             .create = create_materialized_view,
             .at_last = fill_materialized_view,
             .finishing = {Risk::scan}, // of as much as it had before
             .carried = texts_of_view,
             .unordered = {"with"},
             .only_made_with = "with_data"},
    };
    return rules;
}

} // namespace pgslate::plan
