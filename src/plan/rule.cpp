#include "plan/rule.hpp"

#include "plan/object_reference.hpp"

#include <map>

namespace pgslate::plan {
namespace {

std::map<catalog::Kind, const Rule*> rules_by_kind() {
    std::map<catalog::Kind, const Rule*> result;
    for (const auto rules :
         {role_rules(), schema_rules(), type_rules(), sequence_rules(), table_rules(),
          column_rules(), constraint_rules(), index_rules(), view_rules(), routine_rules(),
          operator_rules(), collation_rules(), trigger_rules(), text_search_rules(),
          foreign_rules(), publication_rules(), annotation_rules(), privilege_rules(),
          default_privilege_rules()})
        for (const auto& rule : rules) result.emplace(rule.kind, &rule);
    return result;
}

} // namespace

Effect no_lock(const catalog::Fact&) {
    return {.lock = LockMode::none};
}

Effect loses_all(const catalog::Fact&) {
    return {.risks = {Risk::data_loss}, .beyond_rows = true};
}

Effect effect_of_creating(const catalog::Fact& fact) {
    const auto effect = find_rule(fact.id.kind)->creating;
    return effect == nullptr ? no_lock(fact) : effect(fact);
}

Effect effect_of_dropping(const catalog::Fact& fact) {
    const auto effect = find_rule(fact.id.kind)->dropping;
    return effect == nullptr ? Effect() : effect(fact);
}

const Rule* find_rule(catalog::Kind kind) {
    static const auto rules = rules_by_kind();
    const auto found = rules.find(kind);
    return found == rules.end() ? nullptr : found->second;
}

std::vector<sql::Text> drops_of(const catalog::Fact& fact) {
    const auto& rule = *find_rule(fact.id.kind);
    if (rule.drop != nullptr) return rule.drop(fact);
    return {sql::text("DROP {}", subject(fact.id))};
}

} // namespace pgslate::plan
