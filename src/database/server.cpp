#include "database/server.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "local/private_server.hpp"

#include <algorithm>

namespace pgslate::database {
namespace {

using postgres::ConnectFailure;
using postgres::Session;

postgres::Keywords keywords_of(const config::Target& target, const config::Environment& environment,
                               const local::Announce& announce, Progress* progress) {
    if (target.local) {
        const Progress::Task task(progress, "Starting the private server");
        auto server = local::PrivateServer::of_project(target.folder, environment);
        server.start(std::nullopt, announce);
        return server.connection();
    }
    postgres::Keywords keywords(target.keywords.begin(), target.keywords.end());
    if (target.password) keywords.emplace_back("password", target.password->reveal());
    return keywords;
}

// Does the server say that there is no such database?
bool is_missing(const std::variant<Session, ConnectFailure>& opened) {
    const auto* failure = std::get_if<ConnectFailure>(&opened);
    return failure != nullptr && failure->kind == ConnectFailure::Kind::no_database;
}

// By the rights on the database or by pg_hba.conf.
bool is_closed(const std::variant<Session, ConnectFailure>& opened) {
    const auto* failure = std::get_if<ConnectFailure>(&opened);
    return failure != nullptr
           && (failure->kind == ConnectFailure::Kind::forbidden
               || failure->kind == ConnectFailure::Kind::not_admitted);
}

} // namespace

Server::Server(const config::Target& target, const config::Environment& environment,
               Interruption* interruption, const local::Announce& announce, Progress* progress)
    : reached_(
        std::make_shared<FirstReached>(keywords_of(target, environment, announce, progress))),
      database_(target.database), source_(target.source), given_options_(target.given_options),
      lock_timeout_(target.lock_timeout.value), interruption_(interruption), progress_(progress) {}

Server Server::with_lock_timeout(std::chrono::milliseconds time) const {
    auto server = *this;
    server.lock_timeout_ = time;
    return server;
}

postgres::ConnectionParameters Server::parameters(const std::string& database,
                                                  std::string_view task) const {
    return {.keywords = reached_->keywords(),
            .database = database,
            .task = std::string(task),
            .lock_timeout = lock_timeout_,
            .interruption = interruption_,
            .progress = progress_,
            .identified =
                [reached = reached_](const std::string& started) { reached->identify(started); },
            .given_options = given_options_};
}

Server::Opened Server::open_once(const std::string& database, std::string_view task) const {
    auto opened = Session::open(parameters(database, task));
    if (const auto* session = std::get_if<Session>(&opened))
        reached_->decide_address(session->way_back());
    return opened;
}

// Where both are closed, the usual one says why.
Server::Opened Server::open_maintenance(std::string_view task) const {
    auto usual = open_once("postgres", task);
    const bool closed = is_closed(usual);
    if (!closed && !is_missing(usual)) return usual;
    auto other = open_once("template1", task);
    return closed && std::holds_alternative<ConnectFailure>(other) ? std::move(usual)
                                                                   : std::move(other);
}

// Of several servers one says that there is no such database before libpq has looked whether it is
// wanted at all (target_session_attrs): so it is decided first which one counts.
Server::Opened Server::open(const std::string& database, std::string_view task) const {
    auto opened = open_once(database, task);
    if (!is_missing(opened) || reached_->decided()) return opened;
    if (reached_->any_will_do()) {
        reached_->decide_address(std::get<ConnectFailure>(opened).way_back);
        return opened;
    }
    open_maintenance(task);
    if (!reached_->decided()) return opened;
    return open_once(database, task);
}

Session Server::session_of(Opened opened, const std::string& database,
                           std::string_view task) const {
    if (auto* session = std::get_if<Session>(&opened)) return std::move(*session);
    throw failure_of(opened, database, task);
}

Error Server::failure_of(const Opened& opened, const std::string& database,
                         std::string_view task) const {
    return with_source(connect_error(std::get<ConnectFailure>(opened), parameters(database, task)));
}

// Which of several targets was taken is half of why a password is wrong.
Error Server::with_source(const Error& error) const {
    return with_hint(error, format("The target is from {}.", source_));
}

std::optional<Session> Server::open_if_there(std::string_view task) const {
    auto opened = open(database_, task);
    if (is_missing(opened)) return std::nullopt;
    return session_of(std::move(opened), database_, task);
}

std::optional<Session> Server::try_open(std::string_view task) const try {
    auto opened = open(database_, task);
    if (auto* session = std::get_if<Session>(&opened)) return std::move(*session);
    return std::nullopt;
} catch (const Error& error) {
    if (error.status() != ExitStatus::unavailable) throw;
    return std::nullopt; // it is with another server
}

// Behind a pooler that has no second session with the server to give away, everybody is let in, and
// gets no answer until the first one is done.
std::optional<Session> Server::try_another(std::string_view task) const {
    constexpr std::chrono::milliseconds as_long_as_it_is_worth{2000};
    auto way = parameters(database_, task);
    way.timeout = std::min(way.timeout, as_long_as_it_is_worth);
    way.lock_timeout = std::chrono::milliseconds(1); // so that there is a limit to the first answer
    auto opened = Session::open(way);
    if (auto* session = std::get_if<Session>(&opened)) return std::move(*session);
    return std::nullopt;
}

Session Server::connect(std::string_view task) const {
    return connect_to(database_, task);
}

// Whoever asks for a database other than the target has made it.
Session Server::connect_to(const std::string& database, std::string_view task) const {
    auto opened = open(database, task);
    if (is_missing(opened) && database != database_)
        throw elsewhere(format("what was made a moment ago is not there: {}",
                               std::get<ConnectFailure>(opened).error.message));
    if (is_closed(opened) && database != database_)
        throw with_hint(failure_of(opened, database, task),
                        "The name is a new one each time: what lets the role in has to be for all "
                        "databases, or from PostgreSQL 16 on for /^pgslate_.");
    return session_of(std::move(opened), database, task);
}

Session Server::connect_to_maintenance(std::string_view task) const {
    return session_of(open_maintenance(task), "postgres", task);
}

std::optional<Problem> Server::wait(std::chrono::milliseconds patience,
                                    const WaitingListener& listener, UnknownHost unknown_host) const
    try {
    auto waiting = parameters(database_, "wait");
    waiting.identified = {}; // another server may come yet
    return wait_for_server(waiting, {.patience = patience,
                                     .listener = listener,
                                     .unknown_host = unknown_host,
                                     .reached = [this](const Session& session) {
                                         reached_->decide_address(session.way_back());
                                     }});
} catch (const Error& error) {
    const bool target_is_wrong = error.status() == ExitStatus::bad_configuration;
    if (error.status() != ExitStatus::unavailable && !target_is_wrong) throw;
    throw with_source(error);
}

} // namespace pgslate::database
