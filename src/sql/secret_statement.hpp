#pragma once

#include "sql/secret_tokens.hpp"

namespace pgslate::sql {

/// Takes the secrets of the statement between two tokens. What its strings are for is told by the
/// words around them.
void find_in_statement(SecretTokens& tokens, std::size_t begin, std::size_t end);

} // namespace pgslate::sql
