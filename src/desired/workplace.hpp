// Where models are tried.
#pragma once

#include "database/definition.hpp"
#include "database/server.hpp"
#include "desired/request.hpp"
#include "postgres/session.hpp"

#include <optional>
#include <string_view>

namespace pgslate::desired {

struct Workplace {
    database::Server server;         ///< that scratch databases are made on
    database::CreateOptions options; ///< what they are made with: the target's encoding and locale
    std::optional<database::Definition> like; ///< the target's database, if it is there
    bool is_target = true;                    ///< is it the target's own server?
};

/// The server that the request names for that; or the target's, where its role may make databases;
/// or the project's private one, if it has the same major version. `session` is one with the
/// target's server. Throws Error: 77 if there is none of these, 78 if that of the request has
/// another major version.
Workplace workplace_for(const Request& request, const database::Server& target,
                        postgres::Session& session, std::string_view task);

} // namespace pgslate::desired
