// The only file that knows that libpqxx 6 and libpqxx 7 differ.
#pragma once

#include "postgres/connection.hpp"

#include <pqxx/pqxx>

#include <memory>
#include <string>
#include <vector>

namespace pgslate::postgres {

#if PQXX_VERSION_MAJOR >= 7
using AdoptedConnection = pqxx::connection;
#else
using AdoptedConnection = pqxx::connection_base;
#endif

/// Hands an open libpq connection to libpqxx, which owns it from then on. It never connects again:
/// with libpqxx 6 a use after the connection broke throws pqxx::broken_connection.
std::shared_ptr<AdoptedConnection> adopt(RawConnection connection);

/// Runs one statement with parameters; throws what libpqxx throws.
pqxx::result execute(pqxx::transaction_base& transaction, const std::string& sql,
                     const std::vector<std::string>& values);

} // namespace pgslate::postgres
