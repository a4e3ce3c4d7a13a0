// What a transaction has made of a database that was read before, without reading all of it again.
#pragma once

#include "catalog/catalog.hpp"
#include "live/reading.hpp"
#include "postgres/session.hpp"

#include <optional>

namespace pgslate::live {

/// `before` with what has been written since, as the session's open transaction sees it: only that
/// is read, and what the server may print otherwise for it. Without dependencies, and without facts
/// of `before` that are at no address. Nothing, where hardly less than all would be read, or where
/// something goes by another name.
///
/// A fact that the rows written since do not lead to is as it was. So it may be said of the result
/// that it is what was wanted; that it is not can come of what a whole reading would have seen.
/// The session's settings are as they were afterwards. Throws Error.
std::optional<catalog::Catalog> read_again(postgres::Session& session, const Reading& before);

} // namespace pgslate::live
