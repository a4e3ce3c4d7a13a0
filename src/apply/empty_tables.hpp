// Tables that a plan loses nothing of because they have no rows.
#pragma once

#include "catalog/identity.hpp"
#include "postgres/session.hpp"

#include <vector>

namespace pgslate::apply {

/// Locks these tables in the session's open transaction as the plan's steps will, so that nobody
/// puts rows into them any more. Returns those that have some by now. Throws Error.
std::vector<catalog::Identity> filled_meanwhile(postgres::Session& session,
                                                const std::vector<catalog::Identity>& tables);

} // namespace pgslate::apply
