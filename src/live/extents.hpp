// How much relations hold.
#pragma once

#include "catalog/extent.hpp"
#include "postgres/session.hpp"

#include <vector>

namespace pgslate::live {

/// Of those of these that the database has. No row is read, and nobody waits for it but who alters
/// one of them. Throws Error.
catalog::Extents extents_of(postgres::Session& session,
                            const std::vector<catalog::Identity>& relations);

} // namespace pgslate::live
