// The steps that create facts: what stands in a group becomes one statement, or several.
#pragma once

#include "plan/grouping.hpp"
#include "plan/plan.hpp"

#include <map>
#include <vector>

namespace pgslate::plan {

/// A step that runs this SQL on account of these facts, the first above all.
Step step_of(const std::vector<const catalog::Fact*>& facts, sql::Text sql, Author author);

/// What a .sql model's statement creates, by the statement.
using Makers = std::map<catalog::Identity, std::vector<catalog::Identity>>;
Makers makers(const catalog::Catalog& catalog);
/// The statement of a .sql model, as it stands there.
Step statement_step(const catalog::Fact& statement, const Makers& made);

/// Adds what creates a group, with what follows at once and what finishes it; or the part of a fact
/// that was put off.
void add_creation_steps(const Group& group, Author author, std::vector<Step>& steps);

} // namespace pgslate::plan
