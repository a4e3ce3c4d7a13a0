#pragma once

#include "base/error.hpp"
#include "catalog/identity.hpp"
#include "postgres/session.hpp"

#include <set>

namespace pgslate::commands {

/// What a new database has from its template before anything is built in it.
class TemplateContents {
  public:
    TemplateContents() = default; ///< nothing
    /// `session` is one with the database. Throws Error.
    explicit TemplateContents(postgres::Session& session);

    /// The same error; where objects that are there already are in the way, it says where they
    /// come from.
    Error explain(const Error& error) const;

  private:
    bool is_in_the_way(const Problem& problem) const;

    std::set<catalog::Identity> names_;
};

} // namespace pgslate::commands
