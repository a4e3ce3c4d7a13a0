// How a session comes to the settings of pinned_settings.hpp.
#pragma once

#include "postgres/answer.hpp"
#include "postgres/connection_parameters.hpp"
#include "postgres/role_facts.hpp"
#include "sql/text.hpp"

#include <string>
#include <string_view>
#include <vector>

struct pg_conn; // libpq's PGconn

namespace pgslate::postgres {

/// What stands in the startup packet as `options`, so that it costs no round trip and RESET ALL
/// comes back to it. What it says wins against the user's own options, but for the role: they may
/// name another one.
std::string startup_options(const ConnectionParameters& parameters, std::string_view users);

/// With this, nothing that people have made is found by a name alone: no operator or function of
/// theirs runs with our rights in place of the server's own. Every session begins with it. Models
/// find theirs in `public`, where RESET search_path leads, as long as they are built.
inline constexpr std::string_view alone = "SET search_path TO ''";

/// SET LOCAL for all that decides how the server prints: one text of several statements.
sql::Text printing_settings();

/// What a session is told and asked as it begins: nothing that people have made is found by a name
/// alone, the special settings, which server it is. Statements of a transaction of their own, with
/// one answer among them. `connection` has just been opened.
std::vector<sql::Text> beginning(pg_conn* connection);

/// What came of it.
struct Beginning {
    std::string started; ///< when the server was, to the microsecond
    RoleFacts role;
    std::vector<std::string> statements; ///< that made settings hold: RESET ALL forgets that
    std::vector<std::string> foreign;    ///< "name = value" of needed ones that are not to be had
};

/// Reads the answer. Throws Error where it is none.
Beginning read_beginning(pg_conn* connection, const Answer& answer);

} // namespace pgslate::postgres
