#pragma once

#include "base/error.hpp"

namespace pgslate {

/// Fills in the lines that problems are about, from the files their places name; a problem that has
/// one already, or whose file can't be read, stays as it is.
void add_excerpts(std::vector<Problem>& problems);

/// The same error with the lines its problems are about.
Error with_excerpts(const Error& error);

/// The same error with one more hint on its last problem: what was changed, what was left.
Error with_hint(const Error& error, std::string hint);

/// Line number `line` of `text`, from 1, without its newline; empty if there is none.
std::string line_of(std::string_view text, int line);

} // namespace pgslate
