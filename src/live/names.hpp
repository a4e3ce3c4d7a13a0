#pragma once

#include "catalog/identity.hpp"
#include "postgres/session.hpp"

#include <set>

namespace pgslate::live {

/// The identities of everything that the session's database contains, the system's own schemas left
/// out. One round trip.
std::set<catalog::Identity> read_names(postgres::Session& session);

} // namespace pgslate::live
