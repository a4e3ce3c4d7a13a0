#include "commands/guard.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "base/shell.hpp"
#include "commands/server_address.hpp"
#include "database/definition.hpp"

namespace pgslate::commands {
namespace {

[[noreturn]] void refuse(std::string message, std::vector<std::string> hints) {
    throw Error(ExitStatus::refused, std::move(message), std::move(hints));
}

// Protected or not: whoever names another database means another one.
void check_confirmed_name(const Context& context) {
    const auto& [yes, confirm, ask] = context.consent;
    const auto& name = context.target.database;
    if (!confirm || *confirm == name) return;
    refuse(format("--confirm names {}, but the database is {} (target: {})", in_quotes(*confirm),
                  in_quotes(name), context.target.source),
           {"Nothing was changed. `--confirm` takes the name of the database that is to be "
            "destroyed, exactly as it is."});
}

void check_protection(const Context& context, const std::string& by) {
    const auto& name = context.target.database;
    if (context.consent.confirm == name) return;
    refuse(format("database {} is protected ({})", in_quotes(name), by),
           {format("If it is really meant, add `--confirm` with its name: {}", shell_word(name))});
}

// Before it is gone: a target that was not meant is best seen in time.
void name_target(const Context& context, const postgres::ServerFacts& server) {
    const auto& target = context.target;
    context.note(format("Target: database {} at {}, as {}, from {}.", in_quotes(target.database),
                        address_of(server), server.user, target.source));
}

void check_distance(const Context& context, const postgres::ServerFacts& server) {
    const auto& name = context.target.database;
    if (server.loopback || context.consent.yes || context.consent.confirm == name) return;
    if (!context.consent.ask)
        refuse(format("database {} is on another machine ({})", in_quotes(name), server.host),
               {"Without a terminal to ask, `--yes` confirms that it may be destroyed."});
    const auto answer = context.consent.ask(format(
        "This destroys database {} on {}. Type its name to go on: ", in_quotes(name), server.host));
    if (answer == name) return;
    const auto typed = answer.empty() ? "nothing" : in_quotes(answer);
    refuse(format("{} was typed, not {}; nothing was changed", typed, in_quotes(name)), {});
}

} // namespace

namespace {

void check_name(const Context& context) {
    const auto& target = context.target;
    if (database::is_system(target.database))
        refuse(format("database {} belongs to the server and is never dropped or emptied",
                      in_quotes(target.database)),
               {"Choose a database of your own as the target."});
    check_confirmed_name(context);
    if (target.is_protected) check_protection(context, target.protected_by);
}

} // namespace

void guard_mark(const Context& context, const std::string& comment) {
    if (database::has_protection_mark(comment))
        check_protection(context, "its comment bears the mark");
}

void guard_alteration(const Context& context, postgres::Session& session) {
    check_name(context);
    guard_mark(context, database::known_of(session, context.target.database).comment);
}

bool guard(const Context& context, postgres::Session& session) {
    check_name(context);
    const auto& name = context.target.database;
    const auto known = database::known_of(session, name);
    guard_mark(context, known.comment);
    const bool there = !known.oid.empty();
    if (there) name_target(context, session.server());
    if (there) check_distance(context, session.server());
    return there;
}

} // namespace pgslate::commands
