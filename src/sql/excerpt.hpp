#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace pgslate::sql {

/// A model as its lines may be shown: secrets are masked, line for line. `file` tells SQL from
/// TOML.
std::string shown_model(std::string_view text, const std::string& file);

/// Fills in the lines that problems are about, from the models their places name; a problem that
/// has one already, or whose file can't be read, stays as it is.
void add_excerpts(std::vector<Problem>& problems);

/// The same error with the lines its problems are about.
Error with_excerpts(const Error& error);

} // namespace pgslate::sql
