// What is said of a column, as clauses that creating and altering share.
#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// `GENERATED ALWAYS AS IDENTITY (...)`.
sql::Text identity_of(const catalog::Fact& column);
/// NOT NULL as a clause of a column, with its name; what is not valid is none.
sql::Text not_null_clause(const catalog::Fact& column);
/// What NOT NULL is called where the server would call it otherwise, or may; empty: nothing is
/// said.
std::string said_not_null(const catalog::Fact& column);
/// That, or what the server calls it.
std::string name_of_not_null(const catalog::Fact& column);
/// SET NOT NULL can give it neither a name nor another property (PostgreSQL 18).
bool has_own_not_null(const catalog::Fact& column);
/// NOT NULL of all rows, which a clause of the column can say.
bool is_valid_not_null(const catalog::Fact& column);
/// The statement that adds NOT NULL with all that is its own.
sql::Text add_not_null(const catalog::Fact& column);
/// What is said of the constraint that NOT NULL is from PostgreSQL 18 on: its name, and the text.
std::vector<sql::Text> not_null_comment(const catalog::Fact& column);
/// What follows ALTER COLUMN and the name for what CREATE TABLE has no words for.
std::vector<sql::Text> column_settings(const catalog::Fact& column);
/// The statements for what ALTER COLUMN has no words for.
std::vector<sql::Text> beyond_column_settings(const catalog::Fact& column);

} // namespace pgslate::plan
