#pragma once

#include "base/error.hpp"
#include "postgres/connection_parameters.hpp"

#include <chrono>
#include <utility>

struct pg_conn; // libpq's PGconn

namespace pgslate::postgres {

/// The server let us in and has said nothing since.
class NoAnswer : public Error {
  public:
    explicit NoAnswer(Error error) : Error(std::move(error)) {}
};

/// Something may let everybody in and then say nothing. Waits until the answer to what was sent can
/// be read without waiting, or the connection is broken. Throws NoAnswer when `limit` is over
/// before, Error 130 or 143 when a signal comes.
void wait_for_first_answer(pg_conn* connection, const ConnectionParameters& parameters,
                           std::chrono::milliseconds limit);

} // namespace pgslate::postgres
