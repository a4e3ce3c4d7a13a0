#include "commands/prune.hpp"

#include "commands/inputs.hpp"
#include "database/dropping.hpp"

namespace pgslate::commands {

Prune prune(const Context& context) {
    const auto server = reach_server(context);
    auto maintenance = server.connect_to_maintenance("prune");
    Prune result{.found = {}, .dropped = context.consent.yes};
    postgres::Together together;
    database::ask_all_stock(together, result.found);
    together.ask(maintenance, "looking for templates and spares");
    if (!result.dropped) return result;
    for (const auto& one : result.found) database::drop(maintenance, one.id.name());
    return result;
}

} // namespace pgslate::commands
