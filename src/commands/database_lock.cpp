#include "commands/database_lock.hpp"

#include "base/format.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"

namespace pgslate::commands {
namespace {

database::Patience patience_of(const Context& context) {
    return {.lock_timeout = context.target.lock_timeout.value,
            .waiting = [&context](const database::Holder& holder) {
                context.note(format("Waiting for another pgslate: {}.", to_string(holder)));
            }};
}

} // namespace

DatabaseLock::DatabaseLock(const Context& context, postgres::Session& maintenance)
    : lock_(maintenance, context.target.database, patience_of(context)) {
    database::remove_leftovers(maintenance, context.target.database, context.warn);
    database::remove_invalid(maintenance, context.target.database);
}

} // namespace pgslate::commands
