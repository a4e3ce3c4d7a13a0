#pragma once

#include "base/error.hpp"

namespace pgslate {

/// Fills in the line that a problem is about, from the file its place names; nothing happens if it
/// has one already, or if the file can't be read.
void add_excerpt(Problem& problem);

/// The same error with the lines its problems are about.
Error with_excerpts(const Error& error);

/// The same error with one more hint on its last problem: what was changed, what was left.
Error with_hint(const Error& error, std::string hint);

/// Line number `line` of `text`, from 1, without its newline; empty if there is none.
std::string line_of(std::string_view text, int line);

} // namespace pgslate
