#pragma once

#include "postgres/session.hpp"

#include <string>

namespace pgslate::commands {

/// Where a server is reached, in words: `host:port`, or the folder of its socket.
std::string address_of(const postgres::ServerFacts& server);

} // namespace pgslate::commands
