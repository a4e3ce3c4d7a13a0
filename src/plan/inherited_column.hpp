// A column that a table, view or partition has from somewhere else, and what it says of it besides.
#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

#include <vector>

namespace pgslate::plan {

/// It has its type from somewhere else: a parent, the type of its table, the query of its view.
bool is_from_elsewhere(const catalog::Fact& column);

/// What CREATE TABLE says of such a column; empty where it can't say anything.
sql::Text clause_with_options(const catalog::Fact& column);
/// The statements that say all of it once the table is there. If there is such a clause, the first
/// stands for it.
std::vector<sql::Text> said_besides(const catalog::Fact& column);
/// What takes that back: the column itself goes with that of its parent.
std::vector<sql::Text> forget_besides(const catalog::Fact& column);

} // namespace pgslate::plan
