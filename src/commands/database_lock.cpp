#include "commands/database_lock.hpp"

#include "base/format.hpp"
#include "database/database.hpp"
#include "database/dropping.hpp"
#include "database/leftovers.hpp"

#include <memory>
#include <optional>

namespace pgslate::commands {

// What is shown as long as it waits ends with the patience.
database::Patience patience_of(const Context& context) {
    auto task = std::make_shared<std::optional<Progress::Task>>();
    return {.lock_timeout = context.target.lock_timeout.value,
            .waiting = [&context, task](const database::Holder& holder) {
                context.note(format("Waiting for another pgslate: {}.", to_string(holder)));
                if (!*task) task->emplace(context.progress, "Waiting for another pgslate");
            }};
}

postgres::Together DatabaseLock::Found::questions(const std::string& database,
                                                  const postgres::Together& also) {
    postgres::Together together;
    together.add(also);
    database::ask_leftovers(together, database, leftovers);
    database::ask_whether_invalid(together, database, invalid);
    database::ask_definition(together, database, definition);
    return together;
}

DatabaseLock::DatabaseLock(const Context& context, postgres::Session& maintenance,
                           const postgres::Together& also)
    : DatabaseLock(context, maintenance, also, patience_of(context)) {}

DatabaseLock::DatabaseLock(const Context& context, postgres::Session& maintenance,
                           const postgres::Together& also, const database::Patience& patience)
    : lock_(maintenance, context.target.database, patience,
            found_.questions(context.target.database, also)) {
    const auto& name = context.target.database;
    database::remove_leftovers(maintenance, name, found_.leftovers, context.warn);
    if (!found_.invalid) return;
    database::drop(maintenance, name);
    found_.definition.reset();
}

} // namespace pgslate::commands
