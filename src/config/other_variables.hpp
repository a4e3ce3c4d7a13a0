// Variables that say to other programs what POSTGRES_URL and its companions say here.
#pragma once

#include "base/error.hpp"
#include "config/address.hpp"
#include "config/environment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

/// How that is said here which POSTGRES_HOST, POSTGRES_DATABASE and the like say: for whoever set
/// them and not `expected`, one of the four.
std::vector<std::string> said_otherwise(const Environment& environment, std::string_view expected);

/// What is told where DATABASE_URL is the target, and variables that say something of another
/// stand beside it, as those of the postgres image do. Nothing if there are none.
std::optional<Problem> beside_database_url(const Environment& environment);

/// What is told where POSTGRES_HOST or POSTGRES_PORT says something else than POSTGRES_URL, which
/// is `address`.
std::optional<Problem> beside_postgres_url(const Environment& environment, const Address& address);

} // namespace pgslate::config
