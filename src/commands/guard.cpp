#include "commands/guard.hpp"

#include "base/format.hpp"
#include "database/definition.hpp"

namespace pgslate::commands {
namespace {

[[noreturn]] void refuse(std::string message, std::vector<std::string> hints) {
    throw Error(ExitStatus::refused, std::move(message), std::move(hints));
}

void check_protection(const Context& context, const std::string& by) {
    const auto& name = context.target.database;
    if (context.consent.confirm == name) return;
    refuse(format("database \"{}\" is protected ({})", name, by),
           {format("If it is really to be destroyed, add `--confirm` with its name: {}", name)});
}

void check_distance(const Context& context, const postgres::ServerFacts& server) {
    const auto& name = context.target.database;
    if (server.loopback || context.consent.yes || context.consent.confirm == name) return;
    if (!context.consent.ask)
        refuse(format("database \"{}\" is on another machine ({})", name, server.host),
               {"Without a terminal to ask, `--yes` confirms that it may be destroyed."});
    const auto answer = context.consent.ask(
        format("This destroys database \"{}\" on {}. Type its name to go on: ", name, server.host));
    if (answer != name) refuse("the name was not typed; nothing was changed", {});
}

} // namespace

void guard_mark(const Context& context, const std::string& comment) {
    if (database::has_protection_mark(comment))
        check_protection(context, "its comment bears the mark");
}

bool guard(const Context& context, postgres::Session& session) {
    const auto& target = context.target;
    if (database::is_system(target.database))
        refuse(format("database \"{}\" belongs to the server and is never dropped or emptied",
                      target.database),
               {"Choose a database of your own as the target."});
    if (target.is_protected) check_protection(context, target.protected_by);
    const auto& name = target.database;
    guard_mark(context, database::comment_on(session, name));
    const bool there = !database::oid_of(session, name).empty();
    if (there) check_distance(context, session.server());
    return there;
}

} // namespace pgslate::commands
