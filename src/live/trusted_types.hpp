// Types whose values can be asked for without running what somebody else has written.
#pragma once

#include "postgres/session.hpp"

#include <set>
#include <string>

namespace pgslate::live {

/// Enums are the server's in all but their values, unless somebody has made a cast for one.
enum class Enums { left, if_not_cast };

/// Of these types, as the server prints them, those that are the server's own or an extension's.
/// Throws Error.
std::set<std::string> trusted_types(postgres::Session& session, const std::set<std::string>& types,
                                    Enums enums = Enums::left);

} // namespace pgslate::live
