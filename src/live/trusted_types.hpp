// Types whose values can be asked for without running what somebody else has written.
#pragma once

#include "postgres/session.hpp"

#include <set>
#include <string>

namespace pgslate::live {

/// Of these types, as the server prints them, those that are the server's own or an extension's.
/// Throws Error.
std::set<std::string> trusted_types(postgres::Session& session, const std::set<std::string>& types);

} // namespace pgslate::live
