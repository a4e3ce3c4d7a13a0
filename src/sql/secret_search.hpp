#pragma once

#include "sql/secret_tokens.hpp"

#include <string_view>

namespace pgslate::sql {

/// Finds the secrets of an SQL text, as secrets.hpp says which they are. The inside of a string may
/// be SQL, a connection string, or anything else: that is prose. `depth`: in how many strings it
/// stands.
Secrets find_secrets(std::string_view text, Texture texture = Texture::code, int depth = 0);

} // namespace pgslate::sql
