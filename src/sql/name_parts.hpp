// Names as people write them: exactly as they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::sql {

/// The parts of `schema.table.column` as a model writes it: split at points, each part as it is or
/// in double quotes. Nothing if it isn't a list of names.
std::optional<std::vector<std::string>> split_name(std::string_view text);

} // namespace pgslate::sql
