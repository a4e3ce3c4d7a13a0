// Keeping others out of a database for as long as it is being built.
#pragma once

#include "postgres/session.hpp"

#include <string>

namespace pgslate::database {

/// Lets the session's role, and nobody but it and superusers, into a database that was made with
/// CreateOptions::secluded and belongs to that role: whoever else came in could make functions and
/// operators in its `public` (anybody could before PostgreSQL 15), which models then find there and
/// run. Throws Error.
void let_only_us_in(postgres::Session& session, const std::string& name);

/// Then all may come in who usually may. Throws Error.
void let_everybody_in(postgres::Session& session, const std::string& name);

} // namespace pgslate::database
