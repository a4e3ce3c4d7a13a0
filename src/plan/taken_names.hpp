#pragma once

#include "catalog/fact.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pgslate::plan {

/// A name that may be there only once at a time, and among what.
using TakenName = std::pair<std::pair<catalog::NameSpace, catalog::Kind>, std::vector<std::string>>;

/// The names that nothing else can have as long as something is called so.
std::vector<TakenName> names_taken_by(const catalog::Identity& id);
/// The same, with that of the constraint that NOT NULL is from PostgreSQL 18 on.
std::vector<TakenName> names_taken_by(const catalog::Fact& fact);

} // namespace pgslate::plan
