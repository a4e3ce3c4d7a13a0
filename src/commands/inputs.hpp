// What commands begin with: the models, the server, what there is to know about the desired state.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "desired/request.hpp"
#include "models/models.hpp"

namespace pgslate::commands {

/// The models as they stand there, not looked into yet. Throws Error.
models::Sources find_models(const config::Models& models, Interruption* interruption);

/// The target's models; their warnings go to the context. Throws Error (65).
models::Models load_models(const Context& context);

/// Models to replace a database with have to declare something: others would only destroy it. Their
/// warnings go to the context. Throws Error (65).
void check_to_replace(const Context& context, const models::Models& models);

/// The server of the target, after waiting for it if the context says so.
database::Server reach_server(const Context& context);

/// The same, for what destroys the target's database: a note says so if the environment named it
/// in the place of a profile that is there.
database::Server reach_server_to_destroy(const Context& context);

/// What `desired` needs to know of all that a command is given.
desired::Request desired_request(const Context& context);

} // namespace pgslate::commands
