#pragma once

#include "catalog/identity.hpp"
#include "postgres/together.hpp"

#include <set>

namespace pgslate::live {

/// The identities of everything that the session's database contains, the system's own schemas left
/// out. One round trip.
std::set<catalog::Identity> read_names(postgres::Session& session);
/// The same among other questions: `result` is there once they are answered.
void ask_names(postgres::Together& together, std::set<catalog::Identity>& result);

} // namespace pgslate::live
