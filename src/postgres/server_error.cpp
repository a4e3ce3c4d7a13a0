#include "postgres/server_error.hpp"

#include "base/format.hpp"

namespace pgslate::postgres {

ExitStatus exit_status(std::string_view state) {
    if (state == sqlstate::insufficient_privilege) return ExitStatus::refused;
    if (state == sqlstate::lock_not_available || state == sqlstate::object_in_use
        || state == sqlstate::deadlock_detected)
        return ExitStatus::busy;
    return ExitStatus::failed;
}

Problem problem(const ServerError& error, std::string_view doing) {
    Problem result;
    result.message = doing.empty() ? error.message : format("{}: {}", doing, error.message);
    result.sqlstate = error.sqlstate;
    if (!error.detail.empty()) result.notes.push_back(format("DETAIL: {}", error.detail));
    if (!error.hint.empty()) result.notes.push_back(format("HINT: {}", error.hint));
    if (!error.context.empty()) result.notes.push_back(format("CONTEXT: {}", error.context));
    if (error.sqlstate == sqlstate::lock_not_available)
        result.hints.emplace_back("Another session holds a lock that is needed; `--lock-timeout` "
                                  "says how long it is waited for.");
    return result;
}

} // namespace pgslate::postgres
