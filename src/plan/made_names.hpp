// Names of what the server makes for a column. They stay when the column or its table is renamed.
#pragma once

#include "catalog/fact.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::plan {

/// What live/sql/columns.sql takes for the name that the server gives: `table_column_label`.
std::string made_name(const catalog::Identity& column, std::string_view label);

/// The schema and the name of the sequence of an identity column.
std::vector<std::string> sequence_of(const catalog::Fact& column);
/// Says in the column's options what its sequence is called, if that is not the usual name.
void set_sequence(catalog::Fact& column, const std::vector<std::string>& sequence);

/// The same of the multirange of a range, from PostgreSQL 14 on.
std::vector<std::string> multirange_of(const catalog::Fact& range);
void set_multirange(catalog::Fact& range, const std::vector<std::string>& multirange);

/// The name of the constraint that NOT NULL is from PostgreSQL 18 on.
std::string not_null_of(const catalog::Fact& column);
void set_not_null(catalog::Fact& column, const std::string& name);

} // namespace pgslate::plan
