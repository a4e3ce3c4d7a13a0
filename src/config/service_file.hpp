#pragma once

#include "config/environment.hpp"
#include "config/keywords.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::config {

/// What a service is said to be: PostgreSQL manual, "The Connection Service File".
struct Service {
    bool found = false;
    Keywords keywords; ///< as it says them, each only once
    /// Its `dbname`, if it says one.
    std::optional<std::string> database() const;
};

/// Looks a service up in the text of a service file.
Service parse_service(std::string_view text, std::string_view name);

/// Looks a service up where libpq does: in PGSERVICEFILE or ~/.pg_service.conf, then in
/// pg_service.conf of PGSYSCONFDIR or of the folders distributions build into libpq.
Service find_service(const std::string& name, const Environment& environment);

} // namespace pgslate::config
