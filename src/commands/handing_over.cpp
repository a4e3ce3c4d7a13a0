#include "commands/handing_over.hpp"

#include "commands/inputs.hpp"
#include "config/connection_text.hpp"
#include "local/psql_program.hpp"

namespace pgslate::commands {

postgres::ConnectionParameters way_to_target(const Context& context) {
    // As the target says it, before any server has been reached.
    const database::Server server(context.target, context.environment, context.interruption,
                                  context.note);
    auto way = server.way_to(context.target.database);
    if (context.wait) reach_server(context);
    return way;
}

std::string url(const Context& context, bool secrets) {
    const auto way = way_to_target(context);
    return config::connection_url(secrets ? way.keywords : config::without_secrets(way.keywords),
                                  way.database);
}

void psql(const Context& context, const std::vector<std::string>& arguments) {
    const auto program = local::find_psql(context.environment);
    local::become_psql(program, way_to_target(context), arguments, context.environment);
}

} // namespace pgslate::commands
