// Which table gets rows, and which tables rows refer to, as far as tokens tell.
#pragma once

#include "models/token_reader.hpp"

#include <string>
#include <vector>

namespace pgslate::models {

/// The table that INSERT, COPY or MERGE adds rows to, as it is named there; empty for others.
std::vector<std::string> filled_table(TokenReader statement);

/// The tables that foreign keys refer to in the rest of CREATE TABLE or ALTER TABLE, as they are
/// named there.
std::vector<std::vector<std::string>> referred_tables(TokenReader definition);

} // namespace pgslate::models
