#include "plan/element.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// The name of an index stands without its schema: it is made in its table's (manual, "CREATE
// INDEX").
sql::Text create_index(const Fact& fact) {
    const auto unique = is_true(fact, "unique") ? text("UNIQUE INDEX") : text("INDEX");
    const auto only = fact.has("only_with") ? text("ONLY ") : text("");
    auto index = text("CREATE {} {} ON {}{}", unique, own_name(fact), only, parent_name(fact));
    if (fact.has("method")) index += text(" USING {}", sql::Identifier(fact.text("method")));
    index += text(" ({})", fragment_list(fact.list("elements")));
    if (fact.has("include")) index += text(" INCLUDE ({})", sql::name_list(fact.list("include")));
    if (is_true(fact, "nulls_not_distinct")) index += text(" NULLS NOT DISTINCT");
    index += with_options(fact);
    if (fact.has("tablespace"))
        index += text(" TABLESPACE {}", sql::Identifier(fact.text("tablespace")));
    if (fact.has("where")) index += text(" WHERE {}", fragment(fact, "where"));
    return index;
}

// The elements whose statistics target is set, with it: "2 100".
std::vector<sql::Text> finish_index(const Fact& fact) {
    auto statements = mark_index(fact);
    for (const auto& partition : fact.list("only_with"))
        statements.push_back(text("ALTER INDEX {} ATTACH PARTITION {}", qualified(fact.id),
                                  sql::Fragment(partition)));
    for (const auto& target : fact.list("statistics")) {
        const auto space = target.find(' ');
        statements.push_back(text("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}",
                                  qualified(fact.id), sql::Fragment(target.substr(0, space)),
                                  sql::Fragment(target.substr(space + 1))));
    }
    return statements;
}

Effect read_rows(const Fact& fact) {
    Effect effect{.lock = LockMode::share,
                  .on = fact.has("only_with") ? On::relation : On::children,
                  .risks = {Risk::scan}};
    if (is_true(fact, "unique")) effect.risks.add(Risk::may_fail);
    if (std::ranges::any_of(fact.list("elements"), length_of_expression))
        effect.statistics = Statistics::of_relation;
    return effect;
}

Effect hold_readers(const Fact&) {
    return {.on = On::children};
}

constexpr std::array texts_of_index = {Carried{"elements", carry_elements},
                                       Carried{"where", carry_expression}};

} // namespace

std::span<const Rule> index_rules() {
    static constexpr std::array rules = {Rule{.kind = Kind::index,
                                              .create = create_index,
                                              .finish = finish_index,
                                              .creating = read_rows,
                                              .dropping = hold_readers,
                                              .carried = texts_of_index,
                                              .unordered = {"with", "include"}}};
    return rules;
}

} // namespace pgslate::plan
