// What creating and altering triggers, rules and policies share.
#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

namespace pgslate::plan {

/// ENABLE and its variants, in the words of ALTER TABLE.
sql::Text enabling(const catalog::Fact& fact);
/// The statement that enables it as it says. `what` is TRIGGER or RULE.
sql::Text set_trigger_enabled(const catalog::Fact& fact, const sql::Text& what);
/// The roles of a policy.
sql::Text policy_roles(const catalog::Fact& fact);

} // namespace pgslate::plan
