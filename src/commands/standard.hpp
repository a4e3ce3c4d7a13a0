// What a database is held against.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "models/models.hpp"
#include "plan/difference.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// The models as PostgreSQL prints them, or another database if the context names one. Read when it
/// is first asked for, and then kept. What it is made of has to live as long.
class Standard {
  public:
    /// `models` may wait until they are loaded, and throw.
    using ModelsSource = std::function<const models::Models&()>;
    Standard(const Context& context, const database::Server& server, ModelsSource models);

    /// Looks for what was read the last time, while the session is asked other things. `session` is
    /// one with the server. Throws Error.
    void prepare(postgres::Session& session);
    /// Throws Error.
    const catalog::Catalog& catalog(postgres::Session& session);
    /// How much of a database is compared with it.
    plan::Scope scope() const;

  private:
    const Context& context_;
    const database::Server& server_;
    ModelsSource models_;
    std::vector<std::string> surroundings_;
    std::future<catalog::Catalog> other_;               ///< the other database, read meanwhile
    std::future<std::optional<catalog::Catalog>> kept_; ///< of the last time
    std::optional<catalog::Catalog> catalog_;
};

} // namespace pgslate::commands
