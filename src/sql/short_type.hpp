#pragma once

#include <string>

namespace pgslate::sql {

/// A type as people write it: `varchar(200)` for `character varying(200)`, `timestamptz` for
/// `timestamp with time zone`. PostgreSQL takes both.
std::string short_type(const std::string& type);

} // namespace pgslate::sql
