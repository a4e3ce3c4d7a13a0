#pragma once

#include "catalog/identity.hpp"
#include "postgres/session.hpp"

#include <set>
#include <vector>

namespace pgslate::live {

/// Those of the relations that are there and that the session's role may do everything with, as
/// their owner may. Throws Error.
std::set<catalog::Identity> owned_of(postgres::Session& session,
                                     const std::vector<catalog::Identity>& relations);

} // namespace pgslate::live
