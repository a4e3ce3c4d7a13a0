// The settings that a statement takes to mean what it says.
#pragma once

#include "catalog/fact.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// Who has written the SQL in the facts; that decides what it takes to be read.
enum class Author {
    person, ///< of a model: names are looked for in the object's own schema, then in `public`
    server  ///< every name is qualified that is not in pg_catalog
};

/// The SET statements that hold for a step with the SQL of these facts, the first of which has the
/// statement.
std::vector<std::string> settings_for(const std::vector<const catalog::Fact*>& facts,
                                      Author author);

/// Would SQL of this fact that a server has printed mean the same in a model? It would not if it
/// hides an operator (live/sql/hidden_operators.sql) that is looked for elsewhere.
bool means_the_same_in_model(const catalog::Fact& fact);

} // namespace pgslate::plan
