#include "postgres/connection.hpp"

#include "base/format.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <poll.h>

namespace pgslate::postgres {
namespace {

using Clock = std::chrono::steady_clock;

// What every session starts with, as `-c` options of the startup packet, so that RESET ALL comes
// back to it and no round trip is spent. They stand behind the user's own, and so win:
//   search_path                  names in models mean the same whatever the role's own setting is
//   client_min_messages          notices such as "will create implicit sequence" are no news
//   standard_conforming_strings  the quoting of literals relies on it
//   statement_timeout, idle_in_transaction_session_timeout
//                                a default of the role must not cut a build short
//   lock_timeout                 whoever holds a lock is waited for, but not for ever
std::string session_options(const ConnectionParameters& parameters) {
    return format("-c search_path=public -c client_min_messages=warning "
                  "-c standard_conforming_strings=on -c statement_timeout=0 "
                  "-c idle_in_transaction_session_timeout=0 -c lock_timeout={}",
                  parameters.lock_timeout.count());
}

// libpq takes from these whatever a connection's keywords leave out; a target that comes from
// somewhere else must not be completed by them. PGPASSWORD, PGPASSFILE and the PGSSL* variables
// stay: they do not say which server or database.
constexpr std::array target_variables = {"PGHOST", "PGHOSTADDR", "PGPORT",    "PGDATABASE",
                                         "PGUSER", "PGSERVICE",  "PGOPTIONS", "PGSERVICEFILE"};

std::string option_of(const Keywords& keywords, std::string_view name) {
    const auto found = std::ranges::find(keywords, name, &Keywords::value_type::first);
    return found == keywords.end() ? std::string() : found->second;
}

Keywords complete(const ConnectionParameters& parameters) {
    Keywords keywords = parameters.keywords;
    auto theirs = option_of(keywords, "options");
    const char* pgoptions = parameters.libpq_environment ? std::getenv("PGOPTIONS") : nullptr;
    if (theirs.empty() && pgoptions != nullptr) theirs = pgoptions;
    std::erase_if(keywords, [](const auto& pair) { return pair.first == "options"; });
    const auto ours = session_options(parameters);
    keywords.emplace_back("options", theirs.empty() ? ours : format("{} {}", theirs, ours));
    if (!parameters.database.empty()) keywords.emplace_back("dbname", parameters.database);
    keywords.emplace_back("application_name", format("pgslate {}", parameters.task));
    keywords.emplace_back("client_encoding", "UTF8");
    return keywords;
}

RawConnection start(const ConnectionParameters& parameters) {
    if (!parameters.libpq_environment)
        for (const auto* variable : target_variables) ::unsetenv(variable);
    const auto all = complete(parameters);
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : all) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    RawConnection connection(PQconnectStartParams(names.data(), values.data(), 0));
    if (!connection) throw std::bad_alloc();
    return connection;
}

// Waits until the socket is ready for what libpq asked for; false when the time is up.
bool wait_for(PGconn* connection, PostgresPollingStatusType wanted, Clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    pollfd descriptor{.fd = PQsocket(connection),
                      .events =
                          static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                      .revents = 0};
    return ::poll(&descriptor, 1, static_cast<int>(left.count())) != 0;
}

// libpq reports a refused login as text only. In verbose mode it holds "FATAL:  28P01: reason".
ServerError parse_refusal(std::string text) {
    ServerError error;
    if (const auto location = text.find("\nLOCATION:"); location != std::string::npos)
        text.erase(location);
    while (text.ends_with('\n')) text.pop_back();
    constexpr std::string_view mark = ":  ";
    const auto at = text.find(mark);
    const auto code = at == std::string::npos ? at : at + mark.size();
    const bool has_code = code != std::string::npos && code + 7 <= text.size()
                          && text.compare(code + 5, 2, ": ") == 0;
    if (has_code) {
        error.sqlstate = text.substr(code, 5);
        text.erase(code, 7);
    }
    error.message = std::move(text);
    return error;
}

// libpq says it in words only (src/interfaces/libpq/fe-connect.c).
bool is_unknown_host(std::string_view message) {
    return message.find("could not translate host name") != std::string_view::npos;
}

ConnectFailure::Kind kind_of(const ServerError& error) {
    using Kind = ConnectFailure::Kind;
    const std::string_view state = error.sqlstate;
    if (state.empty())
        return is_unknown_host(error.message) ? Kind::unknown_host : Kind::unreachable;
    if (state == "57P03") return Kind::starting_up;
    if (state == sqlstate::invalid_password || state == sqlstate::invalid_authorization)
        return Kind::wrong_credentials;
    if (state == sqlstate::invalid_catalog_name) return Kind::no_database;
    if (state == sqlstate::not_in_prerequisite_state || state == sqlstate::insufficient_privilege)
        return Kind::forbidden;
    return Kind::other;
}

std::vector<std::string> next_steps(const ConnectFailure& failure,
                                    const ConnectionParameters& parameters) {
    using Kind = ConnectFailure::Kind;
    switch (failure.kind) {
    case Kind::unreachable:
        return {
            "`pgslate wait` waits for a server that is about to start; `--local` uses a private "
            "one."};
    case Kind::unknown_host: return {"The host's name is unknown: is it spelt right?"};
    case Kind::starting_up: return {"The server is not ready yet; `pgslate wait` waits for it."};
    case Kind::wrong_credentials: return {"Check the user and the password of the target."};
    case Kind::no_database:
        return {format("`pgslate create` creates database \"{}\".", parameters.database)};
    case Kind::forbidden:
        return {
            "The database does not let this role in: see `ALTER DATABASE ... ALLOW_CONNECTIONS` "
            "and `GRANT CONNECT`."};
    case Kind::other: return {};
    }
    return {};
}

} // namespace

void FinishConnection::operator()(PGconn* connection) const {
    PQfinish(connection);
}

std::variant<RawConnection, ConnectFailure> open_raw(const ConnectionParameters& parameters) {
    auto connection = start(parameters);
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    const auto deadline = Clock::now() + parameters.timeout;
    auto wanted = PGRES_POLLING_WRITING;
    while (PQstatus(connection.get()) != CONNECTION_BAD && wanted != PGRES_POLLING_OK
           && wanted != PGRES_POLLING_FAILED) {
        if (!wait_for(connection.get(), wanted, deadline)) {
            const auto seconds = std::chrono::duration<double>(parameters.timeout).count();
            return ConnectFailure{.kind = ConnectFailure::Kind::unreachable,
                                  .error = {.message = format("no answer within {} s", seconds)}};
        }
        wanted = PQconnectPoll(connection.get());
    }
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        auto error = parse_refusal(PQerrorMessage(connection.get()));
        const auto kind = kind_of(error);
        return ConnectFailure{.kind = kind, .error = std::move(error)};
    }
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    return connection;
}

Error connect_error(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    const bool forbidden = failure.kind == ConnectFailure::Kind::forbidden;
    auto result = problem(failure.error, "cannot connect");
    result.hints = next_steps(failure, parameters);
    return Error(forbidden ? ExitStatus::refused : ExitStatus::unavailable, std::move(result));
}

} // namespace pgslate::postgres
