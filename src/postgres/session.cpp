#include "postgres/session.hpp"

#include "base/descriptor.hpp"
#include "base/detached.hpp"
#include "base/format.hpp"
#include "postgres/session_state.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace pgslate::postgres {
namespace {

ConnectionLost lost(std::string_view words) {
    return ConnectionLost({.message = format("the connection to the server is lost: {}", words)});
}

} // namespace

// Somebody may end the session before libpqxx has looked at it.
Session::Session(RawConnection connection, const ConnectionParameters& parameters) try
    : state_(std::make_unique<State>(std::move(connection), parameters)) {
} catch (const pqxx::failure& failure) {
    throw lost(without_trailing_newlines(failure.what()));
}

Session::Session(const ConnectionParameters& parameters) {
    auto opened = open(parameters);
    if (const auto* failure = std::get_if<ConnectFailure>(&opened))
        throw connect_error(*failure, parameters);
    *this = std::get<Session>(std::move(opened));
}

std::variant<Session, ConnectFailure> Session::open(const ConnectionParameters& parameters) {
    auto opened = open_raw(parameters);
    if (auto* failure = std::get_if<ConnectFailure>(&opened)) return std::move(*failure);
    return Session(std::get<RawConnection>(std::move(opened)), parameters);
}

Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

const ServerFacts& Session::server() const {
    return state_->facts;
}

const RoleFacts& Session::role() {
    begin();
    return state_->begun->role;
}

void Session::begin() {
    const auto work = state_->work();
    state_->begin();
}

const std::vector<std::string>& Session::own_settings() {
    begin();
    return state_->begun->statements;
}

const std::vector<std::string>& Session::foreign_settings() {
    begin();
    return state_->begun->foreign;
}

std::vector<Statement> Session::resetting() {
    std::vector<Statement> statements;
    const auto add = [&](std::string sql) {
        statements.push_back({.sql = sql::Text::verbatim(std::move(sql))});
    };
    add("RESET SESSION AUTHORIZATION"); // and the role, which is not among "all"
    add("RESET ALL");
    for (const auto& setting : own_settings()) add(setting);
    add(std::string(alone));
    return statements;
}

void Session::reset() {
    const auto result = run(resetting());
    if (!result.error) return;
    throw Error(exit_status(result.error->sqlstate),
                problem(*result.error, "taking back what models have set"));
}

const Keywords& Session::way_back() const {
    return state_->way;
}

Interruption* Session::interruption() const {
    return state_->interruption;
}

Progress* Session::progress() const {
    return state_->parameters.progress;
}

void Session::on_warning(std::function<void(const ServerError&)> listener) {
    state_->listener = std::move(listener);
}

std::chrono::milliseconds Session::lock_timeout() const {
    return state_->parameters.lock_timeout;
}

// What is taken from it here is a copy: the socket itself stays open in the other process.
bool Session::go_on_behind(std::chrono::seconds limit, const std::function<void(Session&)>& work) {
    const int socket = PQsocket(state_->raw);
    const bool begun = detach(socket, limit, [&] {
        state_->interruption = nullptr;
        state_->parameters.interruption = nullptr;
        state_->parameters.progress = nullptr;
        work(*this);
        state_.reset(); // says good-bye
    });
    if (!begun) return false;
    const Descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null || ::dup3(null.get(), socket, O_CLOEXEC) < 0) static_cast<void>(state_.release());
    return true;
}

} // namespace pgslate::postgres
