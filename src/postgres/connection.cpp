#include "postgres/connection.hpp"

#include "base/format.hpp"
#include "postgres/reached.hpp"
#include "postgres/session_settings.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace pgslate::postgres {
namespace {

using Clock = std::chrono::steady_clock;

std::string option_of(const Keywords& keywords, std::string_view name) {
    const auto found = std::ranges::find(keywords, name, &Keywords::value_type::first);
    return found == keywords.end() ? std::string() : found->second;
}

RawConnection start(const ConnectionParameters& parameters) {
    const auto keywords = startup_keywords(parameters);
    const KeywordPointers pointers(keywords);
    RawConnection connection(
        PQconnectStartParams(pointers.names.data(), pointers.values.data(), 0));
    if (!connection) throw std::bad_alloc();
    // libpq would print them; whoever wants to hear them says so once the session is open.
    PQsetNoticeProcessor(
        connection.get(), [](void*, const char*) {}, nullptr);
    return connection;
}

// A network that falls silent ends a connection: what is sent has to be received within a minute,
// and where nothing is to be sent that is asked for after 30 s (manual, "Parameter Key Words").
constexpr std::array<std::pair<const char*, const char*>, 4> liveness = {{
    {"keepalives_idle", "30"},
    {"keepalives_interval", "10"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "60000"},
}};

// How long a signal may go unnoticed while a connection is opened.
constexpr auto longest_poll = std::chrono::milliseconds(50);

// How long one address of several may take to answer at all.
constexpr auto longest_silence = std::chrono::seconds(3);

// Waits for a while until the socket is ready for what libpq asked for.
bool wait_for(PGconn* connection, PostgresPollingStatusType wanted) {
    pollfd descriptor{.fd = PQsocket(connection),
                      .events =
                          static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                      .revents = 0};
    return ::poll(&descriptor, 1, static_cast<int>(longest_poll.count())) != 0;
}

// The system's words for a socket that was given up so.
std::string without_reset(std::string message) {
    const auto words = format("failed: {}", std::strerror(ECONNRESET)); // NOLINT: English at most
    for (auto at = message.find(words); at != std::string::npos; at = message.find(words, at))
        message.replace(at, words.size(), "failed: no answer");
    return message;
}

// Goes through libpq's steps to the end, good or bad; false when the time is up first. An address
// that swallows every packet does not use up the time of the next one, to which libpq goes on as
// soon as the socket has an error.
bool connect(PGconn* connection, const ConnectionParameters& parameters) {
    const auto begin = Clock::now();
    const auto address_time = std::min<Clock::duration>(parameters.timeout / 2, longest_silence);
    auto wanted = PGRES_POLLING_WRITING;
    auto last_step = begin;
    while (PQstatus(connection) != CONNECTION_BAD && wanted != PGRES_POLLING_OK
           && wanted != PGRES_POLLING_FAILED) {
        check(parameters.interruption);
        const bool step = wait_for(connection, wanted);
        const auto now = Clock::now();
        if (step) {
            wanted = PQconnectPoll(connection);
            last_step = now;
        } else if (now - begin >= parameters.timeout) {
            return false;
        } else if (PQstatus(connection) == CONNECTION_STARTED && now - last_step > address_time) {
            ::shutdown(PQsocket(connection), SHUT_RDWR);
        }
    }
    return true;
}

// The oldest version that the questions to the catalogs are written for.
constexpr int oldest_version = 130000;

ConnectFailure too_old(PGconn* connection) {
    return {.kind = ConnectFailure::Kind::too_old,
            .error = {.message = format("the server is PostgreSQL {}; 13 to 18 are supported",
                                        PQparameterStatus(connection, "server_version"))}};
}

struct Report {
    const char* name;
    const char* value; ///< that it must have; nullptr: any
};

// What every server says of itself when it lets somebody in (manual, "Asynchronous Operations"), as
// it was told in the startup packet. Empty: all is well.
std::string odd_reports(PGconn* connection) {
    constexpr std::array reports = {
        Report{"server_version", nullptr}, Report{"server_encoding", nullptr},
        Report{"client_encoding", "UTF8"}, Report{"standard_conforming_strings", "on"}};
    for (const auto& [name, wanted] : reports) {
        const char* value = PQparameterStatus(connection, name);
        if (value == nullptr) return format("the server does not report {}", name);
        if (wanted != nullptr && std::string_view(value) != wanted)
            return format("the server says that {} is {}, though it was told that it is {}", name,
                          value, wanted);
    }
    return {};
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

// libpq says it in words only (src/interfaces/libpq/fe-connect.c). Of several hosts another may be
// known; and where the name service itself has trouble, the name may be known in a moment.
bool is_unknown_host(std::string_view message) {
    const auto says = [message](std::string_view words) {
        return message.find(words) != std::string_view::npos;
    };
    return says("could not translate host name") && !says(" to server")
           && !says(::gai_strerror(EAI_AGAIN));
}

// PgBouncer's words for a start-up parameter that it does not pass on (its manual, "Limitations").
bool is_poolers_refusal(const ServerError& error) {
    return error.message.find("unsupported startup parameter") != std::string::npos;
}

ConnectFailure::Kind kind_of(const ServerError& error) {
    using Kind = ConnectFailure::Kind;
    const std::string_view state = error.sqlstate;
    if (is_poolers_refusal(error)) return Kind::pooled;
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

// What everybody on the server can see of a session besides its pid and role: so it says who this
// is. The server cuts it after 63 bytes.
std::string application_name(const std::string& task) {
    utsname system{};
    ::uname(&system);
    return format("pgslate {}, {} at {}", task, ::getpid(), system.nodename);
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
    case Kind::too_old: return {};
    case Kind::pooled:
        return {"This looks like a connection pooler; give the address of the server itself, since "
                "pgslate needs sessions that stay its own."};
    case Kind::odd:
        return {"Either it is no PostgreSQL server, or something in between changes what it says: "
                "give the address of the server itself."};
    case Kind::other: break;
    }
    if (failure.error.sqlstate == sqlstate::too_many_connections)
        return {"The server, the database or the role has no connection to spare: end some, or let "
                "--wait try again for a while."};
    return {};
}

} // namespace

ConnectFailure no_answer(std::chrono::milliseconds limit) {
    const auto seconds = std::chrono::duration<double>(limit).count();
    return {.kind = ConnectFailure::Kind::unreachable,
            .error = {.message = format("no answer within {} s", seconds)}};
}

ConnectFailure odd_server(std::string message) {
    return {.kind = ConnectFailure::Kind::odd, .error = {.message = std::move(message)}};
}

Keywords startup_keywords(const ConnectionParameters& parameters) {
    Keywords keywords = parameters.keywords;
    const auto theirs = option_of(keywords, "options");
    std::erase_if(keywords, [](const auto& pair) { return pair.first == "options"; });
    keywords.emplace_back("options", startup_options(parameters, theirs));
    if (!parameters.database.empty()) keywords.emplace_back("dbname", parameters.database);
    for (const auto& [name, value] : liveness)
        if (option_of(keywords, name).empty()) keywords.emplace_back(name, value);
    keywords.emplace_back("application_name", application_name(parameters.task));
    keywords.emplace_back("client_encoding", "UTF8");
    return keywords;
}

KeywordPointers::KeywordPointers(const Keywords& keywords) {
    for (const auto& [name, value] : keywords) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
}

void FinishConnection::operator()(PGconn* connection) const {
    PQfinish(connection);
}

std::variant<RawConnection, ConnectFailure> open_raw(const ConnectionParameters& parameters) {
    auto connection = start(parameters);
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    if (!connect(connection.get(), parameters)) return no_answer(parameters.timeout);
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        auto error = parse_refusal(without_reset(PQerrorMessage(connection.get())));
        const bool unasked = PQconnectionNeedsPassword(connection.get()) == 1;
        const auto kind = unasked ? ConnectFailure::Kind::wrong_credentials : kind_of(error);
        auto way = error.sqlstate.empty() ? Keywords() : way_to(connection.get());
        return ConnectFailure{.kind = kind, .error = std::move(error), .way_back = std::move(way)};
    }
    if (auto why = odd_reports(connection.get()); !why.empty()) return odd_server(std::move(why));
    if (PQserverVersion(connection.get()) < oldest_version) return too_old(connection.get());
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    return connection;
}

Error connect_error(const ConnectFailure& failure, const ConnectionParameters& parameters) {
    using Kind = ConnectFailure::Kind;
    auto result = problem(failure.error, "cannot connect");
    result.hints = next_steps(failure, parameters);
    switch (failure.kind) {
    case Kind::forbidden: return Error(ExitStatus::refused, std::move(result));
    case Kind::too_old: return Error(ExitStatus::failed, std::move(result));
    case Kind::pooled: return Error(ExitStatus::bad_configuration, std::move(result));
    default: return Error(ExitStatus::unavailable, std::move(result));
    }
}

} // namespace pgslate::postgres
