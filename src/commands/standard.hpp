// What a database is held against.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "models/models.hpp"
#include "plan/difference.hpp"
#include "postgres/session.hpp"

#include <future>
#include <optional>

namespace pgslate::commands {

/// The models as PostgreSQL prints them, or another database if the context names one. Read when it
/// is first asked for, and then kept. What it is made of has to live as long.
class Standard {
  public:
    Standard(const Context& context, const database::Server& server, const models::Models& models);

    /// `session` is one with the server. Throws Error.
    const catalog::Catalog& catalog(postgres::Session& session);
    /// How much of a database is compared with it.
    plan::Scope scope() const;

  private:
    const Context& context_;
    const database::Server& server_;
    const models::Models& models_;
    std::future<catalog::Catalog> other_; ///< the other database, read meanwhile
    std::optional<catalog::Catalog> catalog_;
};

} // namespace pgslate::commands
