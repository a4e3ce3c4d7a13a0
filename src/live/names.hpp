#pragma once

#include "catalog/identity.hpp"
#include "postgres/together.hpp"

#include <set>

namespace pgslate::live {

/// The identities of everything that the session's database contains, the system's own schemas left
/// out. One round trip.
std::set<catalog::Identity> read_names(postgres::Session& session);
/// The same among other questions to a server of this version (as PQserverVersion says it):
/// `result` is there once they are answered.
void ask_names(postgres::Together& together, int version, std::set<catalog::Identity>& result);

} // namespace pgslate::live
