#pragma once

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

/// The parts of `schema.table.column` as a model writes it: split at points, each part as it is or
/// in double quotes. Nothing if it isn't a list of names.
std::optional<std::vector<std::string>> split_name(std::string_view text);

} // namespace pgslate::models
