#pragma once

#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::apply {

/// Drops everything that these schemas contain, and what depends on it wherever that is, in the
/// transaction that the caller has open. The schemas themselves stay, and so do extensions and
/// their members. Returns how many objects it found. Throws Error.
std::size_t empty(postgres::Session& session, const std::vector<std::string>& schemas);

} // namespace pgslate::apply
