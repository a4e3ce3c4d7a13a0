// What would stand in the way of dropping a database.
#pragma once

#include "database/creation.hpp"

#include <string>

namespace pgslate::database {

/// Throws Error (77) that names everything that would make dropping the database impossible:
/// prepared transactions, active logical replication slots, subscriptions, sessions that our role
/// may not end, a missing right. Changes nothing. Inactive slots would vanish with the database:
/// they are warned about. `also` is asked in the same message.
void check_droppable(postgres::Session& session, const std::string& name,
                     const Definition& definition, const Warn& warn,
                     const postgres::Together& also = {});

} // namespace pgslate::database
