#pragma once

#include "desired/workplace.hpp"
#include "models/models.hpp"
#include "postgres/together.hpp"

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

/// Finding out which versions of extensions there are takes long, and few models name one.
Extensions extensions_in(const models::Sources& sources);

/// What a server has to do with it.
struct ServerDetails {
    std::string user;
    std::vector<std::string> settings_and_files; ///< may change although nothing is written
    std::vector<std::string> roles_and_tablespaces;

    std::vector<std::string> all() const;
};
/// Each asks, among other questions, for a part of it.
void ask_settings_and_files(postgres::Together& together, const postgres::ServerFacts& server,
                            Extensions extensions, ServerDetails& result);
void ask_roles_and_tablespaces(postgres::Together& together, const postgres::ServerFacts& server,
                               ServerDetails& result);
/// Both.
void ask_server_details(postgres::Together& together, const postgres::ServerFacts& server,
                        Extensions extensions, ServerDetails& result);

/// `target` is of the target's server. Throws Error.
Fingerprint fingerprint_of(const Workplace& place, const ServerDetails& target,
                           Extensions extensions);

} // namespace pgslate::desired
