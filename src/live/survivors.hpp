// Which tables and columns are the same objects as before.
#pragma once

#include "postgres/session.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::live {

/// Tables and columns by their names, with the numbers that the server knows them by: pg_class.oid,
/// and pg_attribute.attnum for a column.
using Numbers = std::map<std::vector<std::string>, std::string>;

/// Of all tables of the database, as the session's transaction sees them. Throws Error.
Numbers numbers_of_tables(postgres::Session& session);

} // namespace pgslate::live
