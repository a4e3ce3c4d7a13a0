#pragma once

#include "sql/name_parts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// The name PostgreSQL would choose for a constraint that a model leaves unnamed: table, columns
/// and label joined by `_`, the longer of the first two shortened until 63 bytes hold it
/// (makeObjectName() in the server's src/backend/commands/indexcmds.c).
std::string chosen_name(std::string_view table, const std::vector<std::string>& columns,
                        std::string_view label);

using sql::split_name;

} // namespace pgslate::models
