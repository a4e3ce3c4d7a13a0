// What is asked as soon as a connection is there, before it counts as one.
#pragma once

#include "postgres/connection_parameters.hpp"

#include <chrono>
#include <memory>
#include <string>

struct pg_conn;   // libpq's PGconn
struct pg_result; // and PGresult

namespace pgslate::postgres {

struct FreeReply {
    void operator()(pg_result* result) const;
};

/// Something may let everybody in and then say nothing: all answers have to come within the time
/// that connecting may take.
class FirstQuestions {
  public:
    using Reply = std::unique_ptr<pg_result, FreeReply>;

    FirstQuestions(pg_conn* connection, const ConnectionParameters& parameters)
        : connection_(connection), parameters_(parameters),
          end_(std::chrono::steady_clock::now() + parameters.timeout) {}

    /// The last result of a query, or the first that is a COPY; nothing where the server gives none
    /// (PQerrorMessage() says why), or not in time. Throws Error when a signal comes.
    Reply ask(const std::string& sql);
    /// Did the time run out?
    bool are_unanswered() const { return unanswered_; }

  private:
    bool wait_for_result();

    pg_conn* connection_;
    const ConnectionParameters& parameters_;
    std::chrono::steady_clock::time_point end_;
    bool unanswered_ = false;
};

} // namespace pgslate::postgres
