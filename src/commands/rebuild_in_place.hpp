// Resetting a database in place by making everything anew.
#pragma once

#include "commands/context.hpp"
#include "commands/known_slate.hpp"
#include "commands/reset_in_place.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// Empties the schemas that the models are about and builds the models in them, in one transaction
/// of the session; what is left of it is kept for the next time, if rows are all that it takes
/// then. Throws Error; then the transaction is not committed.
InPlace rebuild_in_place(const Context& context, postgres::Session& session,
                         const models::Models& models, KnownSlate& known);

} // namespace pgslate::commands
