#include "apply/lent_session.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <exception>

namespace pgslate::apply {
namespace {

void require_settings(postgres::Session& session) {
    const auto& foreign = session.foreign_settings();
    if (foreign.empty()) return;
    throw Error(
        ExitStatus::refused, format("models can't be built where {}", join(foreign, " and ")),
        {format("Role {} may not set it otherwise: see ALTER DATABASE ... RESET, ALTER ROLE "
                "... RESET, or from PostgreSQL 15 on GRANT SET ON PARAMETER.",
                session.server().user)});
}

} // namespace

LentSession::LentSession(postgres::Session& session) : session_(session) {
    require_settings(session);
}

LentSession::~LentSession() {
    if (given_back_) return;
    try {
        const Interruption::Shield shield(session_.interruption());
        session_.reset();
    } catch (const std::exception&) {
        // The session is broken, or its transaction has failed and takes the settings along.
    }
}

void LentSession::give_back(bool done_already) {
    if (!done_already) session_.reset();
    given_back_ = true;
}

} // namespace pgslate::apply
