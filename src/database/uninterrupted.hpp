#pragma once

#include "postgres/session.hpp"

#include <functional>

namespace pgslate::database {

/// Does what no signal may cut short: undoing, or the end of what was decided. A cancel request
/// that was on its way already may still hit it, so what was cancelled is done again. Throws what
/// `work` throws.
void uninterrupted(postgres::Session& session, const std::function<void()>& work);

} // namespace pgslate::database
