// Which types PostgreSQL makes others by assignment.
#pragma once

#include "postgres/session.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::live {

/// Of these pairs of types, written as the server prints them, those of which it does not make the
/// first the second where a value is assigned, and whether it does where it is cast (pg_cast;
/// manual, "CREATE CAST"). A type that is not there yet is among them. Throws Error.
std::map<std::pair<std::string, std::string>, bool>
without_assignment(postgres::Session& session,
                   const std::vector<std::pair<std::string, std::string>>& pairs);

} // namespace pgslate::live
