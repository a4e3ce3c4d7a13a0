#include "postgres/connection.hpp"

#include "base/format.hpp"
#include "postgres/reached.hpp"
#include "postgres/refusal.hpp"
#include "postgres/session_settings.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
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
bool connect(PGconn* connection, std::chrono::milliseconds limit, Interruption* interruption) {
    const auto begin = Clock::now();
    const auto address_time = std::min<Clock::duration>(limit / 2, longest_silence);
    auto wanted = PGRES_POLLING_WRITING;
    auto last_step = begin;
    while (PQstatus(connection) != CONNECTION_BAD && wanted != PGRES_POLLING_OK
           && wanted != PGRES_POLLING_FAILED) {
        check(interruption);
        const bool step = wait_for(connection, wanted);
        const auto now = Clock::now();
        if (step) {
            wanted = PQconnectPoll(connection);
            last_step = now;
        } else if (now - begin >= limit) {
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

// What everybody on the server can see of a session besides its pid and role: so it says who this
// is. The server cuts it after 63 bytes.
std::string application_name(const std::string& task) {
    utsname system{};
    ::uname(&system);
    return format("pgslate {}, {} at {}", task, ::getpid(), system.nodename);
}

// libpq leaves connect_timeout to whoever connects in steps (manual, "PQconnectStartParams"); zero
// and less mean no limit. Whoever has more patience than we have usually says --wait.
std::chrono::milliseconds limit_of(PGconn* connection, std::chrono::milliseconds usual) {
    const auto said = option_of(keywords_of(connection), "connect_timeout");
    int seconds = 0;
    std::from_chars(said.data(), said.data() + said.size(), seconds);
    return seconds > 0 ? std::min<std::chrono::milliseconds>(std::chrono::seconds(seconds), usual)
                       : usual;
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
    const auto limit = limit_of(connection.get(), parameters.timeout);
    if (!connect(connection.get(), limit, parameters.interruption)) return no_answer(limit);
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        const bool lacks_password = PQconnectionNeedsPassword(connection.get()) == 1;
        auto failure = refusal(without_reset(PQerrorMessage(connection.get())), lacks_password);
        if (!failure.error.sqlstate.empty()) failure.way_back = way_to(connection.get());
        return failure;
    }
    if (auto why = odd_reports(connection.get()); !why.empty()) return odd_server(std::move(why));
    if (PQserverVersion(connection.get()) < oldest_version) return too_old(connection.get());
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    return connection;
}

} // namespace pgslate::postgres
