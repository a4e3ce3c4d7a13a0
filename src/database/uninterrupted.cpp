#include "database/uninterrupted.hpp"

namespace pgslate::database {

void uninterrupted(postgres::Session& session, const std::function<void()>& work) {
    const Interruption::Shield shield(session.interruption());
    for (int attempts_left = 5;; --attempts_left) {
        try {
            return work();
        } catch (const Error& error) {
            const auto& state = error.problems().front().sqlstate;
            if (attempts_left == 0 || state != postgres::sqlstate::query_canceled) throw;
        }
    }
}

} // namespace pgslate::database
