// What the session's role may not do.
#pragma once

#include "catalog/right.hpp"
#include "postgres/session.hpp"

#include <set>

namespace pgslate::live {

/// Which of these it certainly lacks: not those that are about something that is not there. Throws
/// Error.
std::set<catalog::Right> lacking(postgres::Session& session,
                                 const std::set<catalog::Right>& rights);

} // namespace pgslate::live
