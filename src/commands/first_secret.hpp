#pragma once

#include <cstddef>
#include <string_view>

namespace pgslate::commands {

/// The first line, from 1, with what may be a secret in a TOML model or a script; 0: there is none.
/// Placeholders are none.
std::size_t first_secret(std::string_view model, bool is_toml);

} // namespace pgslate::commands
