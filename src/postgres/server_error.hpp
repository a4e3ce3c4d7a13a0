// What a server says when it refuses something.
#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pgslate::postgres {

/// The fields of an error message (manual, "Error and Notice Message Fields"); empty where the
/// server sent none.
struct ServerError {
    std::string severity{};
    std::string sqlstate{}; ///< five characters; empty when libpq, not the server, speaks
    std::string message{};
    std::string detail{};
    std::string hint{};
    std::string context{};
    std::size_t position =
        0; ///< where in the text that was sent: in characters, from 1; 0: unknown
};

/// The SQLSTATEs (manual, "PostgreSQL Error Codes") that the program acts on.
namespace sqlstate {
inline constexpr std::string_view invalid_catalog_name = "3D000";
inline constexpr std::string_view invalid_password = "28P01";
inline constexpr std::string_view invalid_authorization = "28000";
inline constexpr std::string_view insufficient_privilege = "42501";
inline constexpr std::string_view not_in_prerequisite_state = "55000";
inline constexpr std::string_view object_in_use = "55006";
inline constexpr std::string_view lock_not_available = "55P03";
inline constexpr std::string_view unsafe_new_enum_value_usage = "55P04";
inline constexpr std::string_view duplicate_database = "42P04";
inline constexpr std::string_view foreign_key_violation = "23503";
inline constexpr std::string_view unique_violation = "23505";
inline constexpr std::string_view query_canceled = "57014";
inline constexpr std::string_view admin_shutdown = "57P01";
inline constexpr std::string_view internal_error = "XX000";
inline constexpr std::string_view deadlock_detected = "40P01";
/// Of one process, or the one that all share, where the server keeps its locks.
inline constexpr std::string_view out_of_memory = "53200";
inline constexpr std::string_view too_many_connections = "53300";
inline constexpr std::string_view undefined_object = "42704";
inline constexpr std::string_view syntax_error = "42601";
} // namespace sqlstate

/// The exit status of an operation that ended with this SQLSTATE: a missing right is a refusal, a
/// lock or an object in use asks for another try, everything else has failed.
ExitStatus exit_status(std::string_view sqlstate);

/// The error as a problem: `doing` says what was being done ("creating database app").
Problem problem(const ServerError& error, std::string_view doing);

} // namespace pgslate::postgres
