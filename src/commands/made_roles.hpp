// Roles that are made for a database, and go again if it comes to nothing.
#pragma once

#include "commands/context.hpp"
#include "desired/role_needs.hpp"

namespace pgslate::commands {

/// What is missing of the roles that models name. Throws Error where that can't be mended: 65 for
/// those that nobody declares, 77 where the session's role may not make the others.
desired::RoleNeeds check_roles(postgres::Session& session, const catalog::Catalog& wanted);

/// Makes the roles that are declared and missing. Unless they are kept they are dropped again,
/// which is worth a warning if it fails. Context, session and catalog have to live as long.
class MadeRoles {
  public:
    /// Throws Error.
    MadeRoles(const Context& context, postgres::Session& session, const catalog::Catalog& wanted,
              desired::RoleNeeds needs);
    ~MadeRoles();
    MadeRoles(const MadeRoles&) = delete;
    MadeRoles& operator=(const MadeRoles&) = delete;

    void keep() { made_.clear(); }

  private:
    void make(const catalog::Catalog& wanted, desired::RoleNeeds needs);
    void drop();

    const Context& context_;
    postgres::Session& session_;
    plan::RoleNames made_;
};

} // namespace pgslate::commands
