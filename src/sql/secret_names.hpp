// Which values are secrets is told by what they are called.
#pragma once

#include <string_view>

namespace pgslate::sql {

/// Does a value of this name stand for a secret: `sslpassword`, `app.api_key`, `db_pw`?
bool names_secret(std::string_view name);

/// Is it an option of connections, servers or foreign tables that says nothing secret? What is not
/// known to be harmless may be a secret whose name is misspelled.
bool names_harmless_option(std::string_view name);

} // namespace pgslate::sql
