// What models say about the database as a whole: ALTER DATABASE, GRANT ... ON DATABASE and the
// like.
#pragma once

#include "database/definition.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <cstddef>
#include <string>

namespace pgslate::commands {

/// A plan in two parts.
struct PartedPlan {
    plan::Plan inside; ///< what a database contains
    plan::Plan about;  ///< what is said about the database of that name: last, once it has the name
};
PartedPlan parted(plan::Plan plan, const std::string& database);

/// Runs the second part in a transaction that the caller has opened, and takes back what models
/// have set for it. Returns how many statements ran. Throws Error.
std::size_t run_about(postgres::Session& session, const plan::Plan& about);

/// REASSIGN OWNED and DROP OWNED reach all databases at once: where one would change the owner or
/// the privileges of the database that is still in use, this throws Error (65). `user` is who runs
/// them.
void check_leaves_alone(const plan::Plan& plan, const std::string& database,
                        const database::Definition& former, const std::string& user);

} // namespace pgslate::commands
