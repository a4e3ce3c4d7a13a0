#include "commands/server_address.hpp"

#include "base/format.hpp"

namespace pgslate::commands {

std::string address_of(const postgres::ServerFacts& server) {
    const bool socket = server.host.starts_with('/') || server.host.starts_with('@');
    return socket ? server.host : format("{}:{}", server.host, server.port);
}

} // namespace pgslate::commands
