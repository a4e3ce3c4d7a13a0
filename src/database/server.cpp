#include "database/server.hpp"

#include "base/format.hpp"
#include "local/private_server.hpp"

namespace pgslate::database {
namespace {

using postgres::ConnectFailure;
using postgres::Session;

postgres::Keywords keywords_of(const config::Target& target,
                               const config::Environment& environment) {
    if (target.local) {
        auto server = local::PrivateServer::of_project(target.folder, environment);
        server.start();
        return server.connection();
    }
    postgres::Keywords keywords(target.keywords.begin(), target.keywords.end());
    if (target.password) keywords.emplace_back("password", target.password->reveal());
    return keywords;
}

} // namespace

Server::Server(const config::Target& target, const config::Environment& environment,
               Interruption* interruption)
    : keywords_(keywords_of(target, environment)), database_(target.database),
      lock_timeout_(target.lock_timeout.value), interruption_(interruption) {}

postgres::ConnectionParameters Server::parameters(const std::string& database,
                                                  std::string_view task) const {
    return {.keywords = keywords_,
            .database = database,
            .task = std::string(task),
            .lock_timeout = lock_timeout_,
            .interruption = interruption_};
}

std::optional<Session> Server::open_if_there(std::string_view task) const {
    const auto wanted = parameters(database_, task);
    auto opened = Session::open(wanted);
    if (auto* session = std::get_if<Session>(&opened)) return std::move(*session);
    const auto& failure = std::get<ConnectFailure>(opened);
    if (failure.kind == ConnectFailure::Kind::no_database) return std::nullopt;
    throw connect_error(failure, wanted);
}

std::optional<Session> Server::try_open(std::string_view task) const {
    auto opened = Session::open(parameters(database_, task));
    if (auto* session = std::get_if<Session>(&opened)) return std::move(*session);
    return std::nullopt;
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

std::optional<Problem> Server::wait(std::chrono::milliseconds patience,
                                    const WaitingListener& listener) const {
    return wait_for_server(parameters(database_, "wait"),
                           {.patience = patience, .listener = listener});
}

} // namespace pgslate::database
