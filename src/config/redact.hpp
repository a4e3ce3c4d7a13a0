// Keeps passwords out of what is said about a file that may hold some.
#pragma once

#include <string>
#include <string_view>

namespace pgslate::config {

/// A line of a pgslate.toml as it may be shown: what stands behind a = may be a password, even
/// behind a key that is misspelled, and is left out unless the key is known and harmless.
std::string without_secrets(std::string_view line);

/// What a parser says about `line`, without what it quotes from behind the =.
std::string without_values(std::string description, std::string_view line);

} // namespace pgslate::config
