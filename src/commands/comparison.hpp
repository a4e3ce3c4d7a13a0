// A database that is there, held against the models as PostgreSQL has read them.
#pragma once

#include "commands/context.hpp"
#include "commands/create.hpp"
#include "commands/standard.hpp"
#include "database/server.hpp"
#include "models/models.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// What `create` learns once it has created what is missing by its name. What it is made of has to
/// live as long.
class Comparison {
  public:
    /// Reads the database. Throws Error.
    Comparison(const Context& context, const database::Server& server,
               const models::Models& models);

    /// Creates what else is missing: operators, say, which have no name that a model tells. It is
    /// added to `result`. Throws Error.
    void add_the_rest(Create& result);
    /// Notes in `result` what is missing or different all the same; nothing of that is altered.
    /// Throws Error.
    void tell(Create& result);

  private:
    void read();
    plan::Plan rest();

    const Context& context_;
    const database::Server& server_;
    const models::Models& models_;
    postgres::Session session_;
    Standard standard_;
    catalog::Catalog live_;
};

} // namespace pgslate::commands
