#include "commands/maintenance.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"

namespace pgslate::commands {
namespace {

using postgres::Session;

bool may_be_shut_out(const Error& error) {
    return error.status() == ExitStatus::refused || error.status() == ExitStatus::unavailable;
}

// Nothing, too, if the target lets it in as little.
std::optional<Session> try_target(const database::Server& server, std::string_view task) {
    try {
        return server.try_open(task);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string what_it_takes(const std::string& role, const std::string& database) {
    return format("Role {} is let into {}, but a database is dropped from another one: "
                  "whoever runs the server has to let the role into \"postgres\" (or "
                  "\"template1\") as well, by its pg_hba.conf and GRANT CONNECT.",
                  quoted(sql::Identifier(role)), in_quotes(database));
}

} // namespace

std::optional<Session> open_maintenance(const database::Server& server, std::string_view task) try {
    return server.connect_to_maintenance(task);
} catch (const Error& error) {
    if (!may_be_shut_out(error)) throw;
    return std::nullopt;
}

TargetLock::TargetLock(const Context& context, const database::Server& server,
                       std::string_view task)
    : context_(context), server_(server), task_(task), session_(connect()) {}

Session TargetLock::connect() try {
    in_target_ = false;
    return server_.connect_to_maintenance(task_);
} catch (const Error& error) {
    if (!may_be_shut_out(error)) throw;
    auto session = try_target(server_, task_);
    if (!session) throw;
    in_target_ = true;
    return *std::move(session);
}

// Whoever is waited for may put another database in the place of the target, and ends the sessions
// with that.
const std::optional<database::Definition>& TargetLock::take() {
    for (int attempts = 3;; --attempts) try {
            return lock_.emplace(context_, session_).definition();
        } catch (const postgres::ConnectionLost&) {
            if (attempts == 1 || !in_target_) throw;
            session_ = connect();
        }
}

Session connect_to_destroy(const Context& context, const database::Server& server,
                           std::string_view task, std::string_view instead) try {
    return server.connect_to_maintenance(task);
} catch (const Error& error) {
    const auto session = may_be_shut_out(error) ? try_target(server, task) : std::nullopt;
    if (!session) throw;
    auto told = error;
    // Otherwise no server has said no: there is no password for that database, say.
    if (!error.problems().front().sqlstate.empty())
        told = with_hint(told, what_it_takes(session->server().user, context.target.database));
    if (!instead.empty()) told = with_hint(told, std::string(instead));
    throw Error(told);
}

} // namespace pgslate::commands
