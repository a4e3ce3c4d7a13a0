// Which tables and columns are the same objects as before.
#pragma once

#include "postgres/session.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pgslate::live {

/// Tables and columns by their names, with the numbers that the server knows them by: pg_class.oid,
/// and pg_attribute.attnum for a column.
using Numbers = std::map<std::vector<std::string>, std::string>;

/// Of all tables of the database but those of extensions, as the session's transaction sees them.
/// Throws Error.
Numbers numbers_of_tables(postgres::Session& session);

/// The number of the table that this is, or belongs to.
std::string table_of(const std::string& number);

/// The numbers of the relations that nobody else can use until the session's transaction ends: what
/// it drops is among them. Throws Error.
std::set<std::string> locked_alone(postgres::Session& session);

} // namespace pgslate::live
