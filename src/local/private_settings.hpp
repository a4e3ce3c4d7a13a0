#pragma once

#include "local/server_place.hpp"

#include <optional>

namespace pgslate::local {

/// The port in the socket's name when TCP is off.
inline constexpr int usual_port = 5432;

/// Writes server.conf; with a port, the server listens on 127.0.0.1 too.
void write_settings(const ServerPlace& place, std::optional<int> port);

} // namespace pgslate::local
