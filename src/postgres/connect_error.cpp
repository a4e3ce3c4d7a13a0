#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "postgres/connection.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgslate::postgres {
namespace {

using Kind = ConnectFailure::Kind;
using Hints = std::vector<std::string>;

std::string user_of(const ConnectionParameters& parameters) {
    const auto& keywords = parameters.keywords;
    const auto found = std::ranges::find(keywords, "user", &Keywords::value_type::first);
    return found == keywords.end() ? std::string()
                                   : format("user {} with ", in_quotes(found->second));
}

// Who and where, as pg_hba.conf and a password file name them.
std::string who(const ConnectionParameters& parameters) {
    return format("{}database {}", user_of(parameters), in_quotes(parameters.database));
}

bool says(const ConnectFailure& failure, std::string_view words) {
    return failure.error.message.find(words) != std::string::npos;
}

Hints about_login(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    const auto& state = failure.error.sqlstate;
    if (state.empty())
        return {format("There is no password for {}: the target names none, and neither "
                       "PGPASSWORD nor the password file (~/.pgpass) has one, where a * stands for "
                       "any database.",
                       who(parameters))};
    if (state == sqlstate::invalid_password)
        return {"Check the user and the password of the target."};
    if (says(failure, "Peer "))
        return {"On its socket a server often takes only the system's user of the same name: with "
                "a host, such as 127.0.0.1, it asks for a password."};
    return {"Check the user of the target: there may be none of that name, or the server, by its "
            "pg_hba.conf, wants another way to log in than a password."};
}

// "SSL off" before version 14.
Hints about_admission(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    Hints hints = {
        format("The server's pg_hba.conf lets nobody in from here as {}; whoever runs the "
               "server can add a line for that.",
               who(parameters))};
    if (says(failure, "no encryption") || says(failure, "SSL off"))
        hints.emplace_back("If it lets in only who encrypts, sslmode=require does.");
    return hints;
}

Hints about_others(const ConnectFailure& failure) {
    if (failure.error.sqlstate != sqlstate::too_many_connections) return {};
    return {"The server, the database or the role has no connection to spare: end some, or let "
            "--wait try again for a while."};
}

Hints next_steps(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    switch (failure.kind) {
    case Kind::unreachable:
        return {
            "`pgslate wait` waits for a server that is about to start; `--local` uses a private "
            "one."};
    case Kind::unknown_host:
        return {"The host's name is unknown: is it spelt right? Where it is known only once its "
                "container has started, --wait=60 waits for it."};
    case Kind::starting_up: return {"The server is not ready yet; `pgslate wait` waits for it."};
    case Kind::wrong_credentials: return about_login(failure, parameters);
    case Kind::not_admitted: return about_admission(failure, parameters);
    case Kind::unmet_demand:
        return {"What is demanded of the connection is said by the target's sslmode, sslrootcert "
                "and their kin, or else by PGSSLMODE, PGSSLROOTCERT and theirs."};
    case Kind::misconfigured:
        return {"See what the target says besides server, user and database, such as `options`, "
                "and libpq's variables."};
    case Kind::no_database:
        return {format("`pgslate create{}` creates database {}.", parameters.given_options,
                       in_quotes(parameters.database))};
    case Kind::forbidden:
        return {
            "The database does not let this role in: see `ALTER DATABASE ... ALLOW_CONNECTIONS` "
            "and `GRANT CONNECT`."};
    case Kind::too_old: return {};
    case Kind::pooled:
        return {"This looks like a connection pooler; give the address of the server itself, since "
                "pgslate needs sessions that stay its own."};
    case Kind::odd:
        return {"Either it is no PostgreSQL server, or something in between changes what it says: "
                "give the address of the server itself."};
    case Kind::other: return about_others(failure);
    }
    return {};
}

// What lets somebody into one database may keep him out of another.
std::string doing(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    constexpr std::array about_database = {Kind::wrong_credentials, Kind::not_admitted,
                                           Kind::forbidden, Kind::other};
    const bool named = !parameters.database.empty()
                       && std::ranges::find(about_database, failure.kind) != about_database.end();
    return named ? format("cannot connect to database {}", in_quotes(parameters.database))
                 : "cannot connect";
}

} // namespace

Error connect_error(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    auto result = problem(failure.error, doing(failure, parameters));
    result.hints = next_steps(failure, parameters);
    switch (failure.kind) {
    case Kind::forbidden: return Error(ExitStatus::refused, std::move(result));
    case Kind::too_old: return Error(ExitStatus::failed, std::move(result));
    case Kind::pooled:
    case Kind::misconfigured: return Error(ExitStatus::bad_configuration, std::move(result));
    default: return Error(ExitStatus::unavailable, std::move(result));
    }
}

} // namespace pgslate::postgres
