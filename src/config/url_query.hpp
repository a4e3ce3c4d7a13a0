#pragma once

#include "config/address.hpp"
#include "config/setting.hpp"

#include <string_view>

namespace pgslate::config {

/// Adds to `address` what stands behind the ? of a URL: libpq keywords. As with libpq they replace
/// what the URL says before. Throws like parse_address().
void read_query(std::string_view query, const Origin& origin, ForeignParameters foreign,
                Address& address);

/// `text` with its percent-encoding undone; `part` names it in the Error that says it cannot be.
std::string decode(std::string_view text, std::string_view part, const Origin& origin);

} // namespace pgslate::config
