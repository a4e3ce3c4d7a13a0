// Addresses of servers as people write them: postgresql:// URLs and the short forms of them.
#pragma once

#include "config/address.hpp"
#include "config/setting.hpp"

#include <string>

namespace pgslate::config {

/// Reads a postgresql:// or postgres:// URL (RFC 3986; PostgreSQL manual, "Connection URIs"), or
/// its short form: `host`, `host:port`, `[::1]:5432`, or a socket folder, which begins with / or @.
/// Throws Error that names the origin and never shows the text, because it may hold a password.
Address parse_address(const Setting<std::string>& text,
                      ForeignParameters foreign = ForeignParameters::refused);

} // namespace pgslate::config
