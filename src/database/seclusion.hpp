// Keeping others out of a database for as long as it is being built.
#pragma once

#include "postgres/session.hpp"

#include <string>

namespace pgslate::database {

/// What lets this role, and nobody but it and superusers, into a database that was made with
/// CreateOptions::secluded and belongs to that role: whoever else came in could make functions and
/// operators in its `public` (anybody could before PostgreSQL 15), which models then find there and
/// run.
sql::Text letting_only_us_in(const std::string& database, const postgres::RoleFacts& us);

/// What lets all come in again who usually may.
sql::Text letting_everybody_in(const std::string& database, const postgres::RoleFacts& us);

} // namespace pgslate::database
