#pragma once

#include "desired/workplace.hpp"
#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::desired {

/// Everything that decides, besides the models, what a database built from them looks like: the
/// build of this program, what scratch databases are made with, and their server with its
/// settings, roles and extensions. Equal fingerprints of equal models mean equal databases.
struct Fingerprint {
    std::vector<std::string> details; ///< empty: it can't be told, and nothing is to be kept
};

/// Which of the server's extensions count: only what a model names can be made of it.
enum class Extensions { usual_versions, all_versions };

/// `session` is one with the target's server. Throws Error.
Fingerprint fingerprint_of(const Workplace& place, postgres::Session& session,
                           Extensions extensions);

} // namespace pgslate::desired
