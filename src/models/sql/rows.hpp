// Which table gets rows, and which tables rows refer to, as far as tokens tell: schemas and names,
// in `schema` where a name says none.
#pragma once

#include "models/token_reader.hpp"

#include <string>
#include <vector>

namespace pgslate::models {

/// The table that INSERT, COPY or MERGE adds rows to; empty for others.
std::vector<std::string> filled_table(TokenReader statement, const std::string& schema);

/// The tables that foreign keys refer to in the rest of CREATE TABLE or ALTER TABLE.
std::vector<std::vector<std::string>> referred_tables(TokenReader definition,
                                                      const std::string& schema);

} // namespace pgslate::models
