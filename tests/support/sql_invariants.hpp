// What holds for tokens and script parts of any text whatever; for fuzzers and property tests.
#pragma once

#include <string>
#include <string_view>

namespace pgslate::testing {

/// Says in words which promise of sql/tokens.hpp or sql/script.hpp `text` breaks, or nothing.
std::string broken_sql_invariant(std::string_view text);

} // namespace pgslate::testing
