#pragma once

#include "live/objects_in_schemas.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::apply {

/// Drops everything that these schemas contain, and what depends on it wherever that is, in the
/// transaction that the caller has open. The schemas themselves stay, and so do extensions and
/// their members. `objects` is what the schemas contain as far as the caller knows. Returns how
/// many objects it found. Throws Error.
std::size_t empty(postgres::Session& session, const std::vector<std::string>& schemas,
                  std::vector<live::Object> objects,
                  const std::function<bool(const live::Object&)>& stays);

} // namespace pgslate::apply
