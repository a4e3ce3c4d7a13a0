#pragma once

#include "postgres/session.hpp"

#include <type_traits>
#include <utility>

namespace pgslate::postgres {

/// What `run` returns, which runs that statement: the session's progress hears how long it took.
template <typename Run>
auto told(const Session& session, const sql::Text& statement, Run run) {
    const auto* progress = session.progress();
    const auto begin = Progress::Clock::now();
    const auto tell = [&] {
        if (progress != nullptr) progress->hear(statement.sql(), Progress::Clock::now() - begin);
    };
    if constexpr (std::is_void_v<decltype(run())>) {
        run();
        tell();
    } else {
        auto result = run();
        tell();
        return result;
    }
}

} // namespace pgslate::postgres
