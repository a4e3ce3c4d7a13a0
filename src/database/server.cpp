#include "database/server.hpp"

#include "base/format.hpp"
#include "database/private_server.hpp"

#include <algorithm>
#include <thread>

namespace pgslate::database {
namespace {

using postgres::ConnectFailure;
using postgres::Session;
using Clock = std::chrono::steady_clock;
using Opened = std::variant<Session, ConnectFailure>;

postgres::Keywords keywords_of(const config::Target& target,
                               const config::Environment& environment) {
    if (target.local) {
        auto server = PrivateServer::of_project(target.folder, environment);
        server.start();
        return server.connection();
    }
    postgres::Keywords keywords(target.keywords.begin(), target.keywords.end());
    if (target.password) keywords.emplace_back("password", target.password->reveal());
    return keywords;
}

const ConnectFailure* failure_in(const Opened& opened) {
    return std::get_if<ConnectFailure>(&opened);
}

// A server that says the database is missing, or closed to this role, is ready.
bool is_ready(const Opened& opened) {
    const auto* failure = failure_in(opened);
    using Kind = ConnectFailure::Kind;
    return failure == nullptr || failure->kind == Kind::no_database
           || failure->kind == Kind::forbidden;
}

bool is_hopeless(const ConnectFailure& failure) {
    return failure.kind == ConnectFailure::Kind::wrong_credentials
           || failure.kind == ConnectFailure::Kind::unknown_host;
}

} // namespace

Server::Server(const config::Target& target, const config::Environment& environment)
    : keywords_(keywords_of(target, environment)), database_(target.database),
      libpq_environment_(target.libpq_environment), lock_timeout_(target.lock_timeout.value) {}

postgres::ConnectionParameters Server::parameters(const std::string& database,
                                                  std::string_view task) const {
    return {.keywords = keywords_,
            .database = database,
            .task = std::string(task),
            .libpq_environment = libpq_environment_,
            .lock_timeout = lock_timeout_};
}

Opened Server::open(std::string_view task) const {
    return Session::open(parameters(database_, task));
}

Session Server::connect(std::string_view task) const {
    return connect_to(database_, task);
}

Session Server::connect_to(const std::string& database, std::string_view task) const {
    return Session(parameters(database, task));
}

Session Server::connect_to_maintenance(std::string_view task) const {
    const auto usual = parameters("postgres", task);
    auto opened = Session::open(usual);
    if (auto* session = std::get_if<Session>(&opened)) return std::move(*session);
    const auto& failure = std::get<ConnectFailure>(opened);
    using Kind = ConnectFailure::Kind;
    if (failure.kind == Kind::no_database || failure.kind == Kind::forbidden)
        return connect_to("template1", task);
    throw connect_error(failure, usual);
}

void Server::wait(std::chrono::milliseconds patience) const {
    using namespace std::chrono_literals;
    const auto end = Clock::now() + patience;
    for (auto pause = 50ms;; pause = std::min(pause * 2, std::chrono::milliseconds(1s))) {
        auto attempt = parameters(database_, "wait");
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        attempt.timeout = std::clamp(left, 100ms, attempt.timeout);
        const auto opened = Session::open(attempt);
        if (is_ready(opened)) return;
        const auto& failure = *failure_in(opened);
        if (is_hopeless(failure)) throw connect_error(failure, attempt);
        if (Clock::now() + pause >= end) {
            auto problem = postgres::problem(
                failure.error, format("the server was not ready within {} s",
                                      std::chrono::duration<double>(patience).count()));
            throw Error(ExitStatus::unavailable, std::move(problem));
        }
        std::this_thread::sleep_for(pause);
    }
}

} // namespace pgslate::database
