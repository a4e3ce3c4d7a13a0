#include "postgres/first_answer.hpp"

#include "postgres/connection.hpp"

#include <libpq-fe.h>

#include <poll.h>

namespace pgslate::postgres {
namespace {

// How long a signal may go unnoticed.
constexpr int signals_heard_every = 50; // ms

} // namespace

void wait_for_first_answer(PGconn* connection, const ConnectionParameters& parameters,
                           std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (PQisBusy(connection) == 1) {
        check(parameters.interruption);
        if (std::chrono::steady_clock::now() >= end)
            throw NoAnswer(connect_error(no_answer(limit), parameters));
        pollfd answer{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
        ::poll(&answer, 1, signals_heard_every);
        if (answer.revents != 0 && PQconsumeInput(connection) != 1) return;
    }
}

} // namespace pgslate::postgres
