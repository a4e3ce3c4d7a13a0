#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace pgslate {

/// The same error with one more hint on its last problem: what was changed, what was left.
Error with_hint(const Error& error, std::string hint);

/// Line number `line` of `text`, from 1, without its newline; empty if there is none.
std::string line_of(std::string_view text, int line);

} // namespace pgslate
