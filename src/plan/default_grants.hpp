#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

#include <vector>

namespace pgslate::plan {

/// What takes back of an object that was made again what these default privileges have done to it:
/// who had no right to it before has none afterwards. Nothing where these are about other objects.
std::vector<sql::Text> without_default_grants(const catalog::Fact& fact,
                                              const catalog::Identity& object);

} // namespace pgslate::plan
