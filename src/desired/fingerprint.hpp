#pragma once

#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::desired {

/// What decides, besides the models, what a database built from them looks like.
struct Fingerprint {
    int major = 0; ///< the server's version
    /// All else: the server and its version, the role and its settings, what new databases are made
    /// of, which extensions there are.
    std::vector<std::string> details;
};

/// That of the session's server. Throws Error.
Fingerprint fingerprint_of(postgres::Session& session);

} // namespace pgslate::desired
