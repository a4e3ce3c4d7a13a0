#include "plan/rule.hpp"

#include <algorithm>

namespace pgslate::plan {

const Rule* find_rule(catalog::Kind kind) {
    for (const auto rules : {schema_rules(), type_rules(), sequence_rules(), table_rules(),
                             constraint_rules(), index_rules(), view_rules()}) {
        const auto found = std::ranges::find(rules, kind, &Rule::kind);
        if (found != rules.end()) return &*found;
    }
    return nullptr;
}

} // namespace pgslate::plan
