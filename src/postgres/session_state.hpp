// What a session consists of. Private to this room: it sees libpq and libpqxx.
#pragma once

#include "postgres/adopt.hpp"
#include "postgres/batch.hpp"
#include "postgres/session.hpp"
#include "postgres/session_settings.hpp"

#include <libpq-fe.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pgslate::postgres {

std::string without_trailing_newlines(std::string text);

struct Session::State {
    State(RawConnection connection, const ConnectionParameters& opened_with);

    static void hear(void* self, const PGresult* notice);
    std::function<void()> canceller() const;

    // Tells at its end that something has been answered.
    struct Answering {
        ~Answering() {
            if (progress != nullptr) progress->answered();
        }
        Progress* progress;
    };

    struct Working {
        Interruption::Work work;
        Answering answering;
    };

    /// What cancels the statement that begins now; a signal that came before ends it here.
    Working work() const;
    /// "Cancelled", and a signal has come: that is why.
    void check_cancelled(const ServerError& error) const;
    /// libpqxx finds out about it in places of its own, and says what it was about to do there.
    void check_lost(ServerError error, std::string_view doing) const;

    /// Tells the session how to begin, if it has not been told.
    void begin();
    /// Sends the questions behind what is still to be told at the beginning.
    std::optional<ServerError> ask(std::span<const sql::Text> questions,
                                   const std::function<void(std::size_t, Answer)>& take);

    PGconn* raw; // owned by `adopted`
    Interruption* interruption;
    ConnectionParameters parameters;
    std::shared_ptr<PGcancel> cancel;
    Keywords way;
    std::optional<Beginning> begun; // nothing: it has not been told how to begin
    ServerFacts facts;
    std::shared_ptr<AdoptedConnection> adopted;
    std::function<void(const ServerError&)> listener;
    std::optional<SentBatch> sent;
    std::optional<Interruption::Work> sent_work;

  private:
    void take_beginning(const Answer& answer);
    std::chrono::milliseconds patience(bool more) const;
};

} // namespace pgslate::postgres
