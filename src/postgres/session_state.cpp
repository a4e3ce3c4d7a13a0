#include "postgres/session_state.hpp"

#include "base/format.hpp"
#include "postgres/first_answer.hpp"
#include "postgres/reached.hpp"

#include <array>

namespace pgslate::postgres {
namespace {

ServerFacts facts_of(PGconn* connection) {
    const auto reached = reached_by(connection);
    return {.version = PQserverVersion(connection),
            .version_text = PQparameterStatus(connection, "server_version"),
            .host = reached.shown(),
            .port = PQport(connection),
            .user = PQuser(connection),
            .loopback = reached.is_loopback(),
            .backend_pid = PQbackendPID(connection)};
}

} // namespace

std::string without_trailing_newlines(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

Session::State::State(RawConnection connection, const ConnectionParameters& opened_with)
    : raw(connection.get()), interruption(opened_with.interruption), parameters(opened_with),
      cancel(PQgetCancel(raw), PQfreeCancel), way(way_to(raw)), facts(facts_of(raw)),
      adopted(adopt(std::move(connection))) {
    // After libpqxx has set its own: whoever listens gets the fields, not the text.
    PQsetNoticeReceiver(raw, &State::hear, this);
}

void Session::State::hear(void* self, const PGresult* notice) {
    const auto& listener = static_cast<State*>(self)->listener;
    if (listener) listener(error_of_result(notice));
}

std::function<void()> Session::State::canceller() const {
    return [handle = cancel] {
        std::array<char, 256> ignored{};
        PQcancel(handle.get(), ignored.data(), static_cast<int>(ignored.size()));
    };
}

Session::State::Working Session::State::work() const {
    pgslate::check(interruption);
    return {{interruption, canceller()}, {parameters.progress}};
}

void Session::State::check_cancelled(const ServerError& error) const {
    if (error.sqlstate == sqlstate::query_canceled) pgslate::check(interruption);
}

void Session::State::check_lost(ServerError error, std::string_view doing) const {
    if (PQstatus(raw) != CONNECTION_BAD) return;
    if (error.sqlstate.empty()) error.message = without_trailing_newlines(PQerrorMessage(raw));
    error.message = format("the connection to the server is lost: {}", error.message);
    throw ConnectionLost(problem(error, doing));
}

void Session::State::take_beginning(const Answer& answer) {
    begun = read_beginning(raw, answer);
    if (parameters.identified) parameters.identified(begun->started);
}

// Who asks for more may have to wait for locks before the server says anything.
std::chrono::milliseconds Session::State::patience(bool more) const {
    const auto lock = parameters.lock_timeout;
    if (!more) return parameters.timeout;
    constexpr std::chrono::hours for_ever{24 * 365};
    return lock.count() == 0 ? for_ever : parameters.timeout + lock;
}

std::optional<ServerError>
Session::State::ask(std::span<const sql::Text> questions,
                    const std::function<void(std::size_t, Answer)>& take) {
    if (begun) return ask_all(raw, questions, take);
    auto message = beginning(raw);
    message.insert(message.end(), questions.begin(), questions.end());
    auto error = ask_all(
        raw, message,
        [&](std::size_t number, Answer answer) {
            if (number == 0) return take_beginning(answer);
            take(number - 1, std::move(answer));
        },
        [&] { wait_for_first_answer(raw, parameters, patience(!questions.empty())); });
    if (!error && !begun) refuse_answer("none to what a session is asked as it begins");
    return error;
}

void Session::State::begin() {
    if (begun) return;
    const auto error = ask({}, {});
    if (!error) return;
    check_cancelled(*error);
    throw Error(exit_status(error->sqlstate), problem(*error, "beginning a session"));
}

} // namespace pgslate::postgres
