// Which types PostgreSQL makes others by assignment.
#pragma once

#include "postgres/session.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::live {

/// Of these pairs of types, written as the server prints them, those of which it does not make the
/// first the second where a value is assigned (pg_cast; manual, "CREATE CAST"). A type that is not
/// there yet is among them. Throws Error.
std::set<std::pair<std::string, std::string>>
without_assignment(postgres::Session& session,
                   const std::vector<std::pair<std::string, std::string>>& pairs);

} // namespace pgslate::live
