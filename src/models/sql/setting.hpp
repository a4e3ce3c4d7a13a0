// Statements that set what holds for the rest of a file.
#pragma once

#include "models/token_reader.hpp"

#include <optional>
#include <string>

namespace pgslate::models {

/// Is it SET or RESET, or a SELECT of set_config() that does nothing else?
bool is_setting(TokenReader reader);

/// The first schema that a search_path setting names; nothing if the statement sets something
/// else. Empty if it sets an empty path.
std::optional<std::string> first_of_search_path(TokenReader reader);

} // namespace pgslate::models
