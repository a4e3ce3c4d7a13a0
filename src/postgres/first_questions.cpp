#include "postgres/first_questions.hpp"

#include <libpq-fe.h>

#include <poll.h>

namespace pgslate::postgres {
namespace {

// How long a signal may go unnoticed.
constexpr int signals_heard_every = 50; // ms

bool begins_copy(ExecStatusType status) {
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

} // namespace

void FreeReply::operator()(pg_result* result) const {
    PQclear(result);
}

// libpq's own PQexec() would wait for ever (manual, "Asynchronous Command Processing").
bool FirstQuestions::wait_for_result() {
    while (PQisBusy(connection_) == 1) {
        check(parameters_.interruption);
        unanswered_ = std::chrono::steady_clock::now() >= end_;
        if (unanswered_) return false;
        pollfd answer{.fd = PQsocket(connection_), .events = POLLIN, .revents = 0};
        ::poll(&answer, 1, signals_heard_every);
        if (answer.revents != 0 && PQconsumeInput(connection_) != 1) return false;
    }
    return true;
}

FirstQuestions::Reply FirstQuestions::ask(const std::string& sql) {
    Reply last;
    if (unanswered_ || PQsendQuery(connection_, sql.c_str()) != 1) return last;
    while (wait_for_result()) {
        auto* const result = PQgetResult(connection_);
        if (result == nullptr) return last;
        last.reset(result);
        if (begins_copy(PQresultStatus(result))) return last;
    }
    return nullptr;
}

} // namespace pgslate::postgres
