#pragma once

#include "postgres/session.hpp"

#include <string>

namespace pgslate::database {

/// Drops a database if it is there, ending the sessions that use it. Throws Error: 75 where the
/// server has not done it within the session's lock timeout, which holds for no wait of DROP
/// DATABASE but that for locks.
void drop(postgres::Session& session, const std::string& name);

/// The same. Returns whether there was one: it may have got another name meanwhile.
bool drop_if_there(postgres::Session& session, const std::string& name);

} // namespace pgslate::database
