// Many statements in one message of the simple query protocol (manual, "Simple Query"). libpqxx has
// no way to count the results of such a message, so this speaks libpq.
#pragma once

#include "postgres/session.hpp"

struct pg_result; // libpq's PGresult

namespace pgslate::postgres {

/// See Session::run.
BatchResult run_batch(pg_conn* connection, std::span<const Statement> statements);

/// The fields of a failed result or a notice.
ServerError error_of_result(const pg_result* result);

} // namespace pgslate::postgres
