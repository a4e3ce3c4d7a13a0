// Addresses of servers as people write them: postgresql:// URLs and the short forms of them.
#pragma once

#include "config/keywords.hpp"
#include "config/secret.hpp"
#include "config/setting.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::config {

/// What an address says. Several hosts stand with commas between them, as libpq takes them, with
/// exactly one port each.
struct Address {
    std::string host; ///< names, addresses, socket folders; empty: libpq's own socket folder
    std::string port = "5432";
    std::optional<std::string> user;
    std::optional<Secret> password;
    std::optional<std::string> database;
    Keywords keywords; ///< what else the query of a URL says
};

/// Reads a postgresql:// or postgres:// URL (RFC 3986; PostgreSQL manual, "Connection URIs"), or
/// its short form: `host`, `host:port`, `[::1]:5432`, or a socket folder, which begins with / or @.
/// Throws Error that names the origin and never shows the text, because it may hold a password.
Address parse_address(const Setting<std::string>& text);

/// `%41` becomes `A`. Nothing if a % is not followed by two hexadecimal digits, or if the result
/// is not valid UTF-8 or holds NUL.
std::optional<std::string> percent_decode(std::string_view text);

} // namespace pgslate::config
