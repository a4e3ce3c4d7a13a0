// Where models are tried.
#pragma once

#include "database/definition.hpp"
#include "database/server.hpp"
#include "database/temporary.hpp"
#include "desired/request.hpp"
#include "postgres/together.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace pgslate::desired {

/// What a server has that scratch databases are made on.
struct Ground {
    /// A server may be without template0, or have made it an ordinary database.
    bool has_template0 = false;
    std::vector<database::Temporary> leftovers; ///< of runs that ended early
};
/// Asks, among other questions.
void ask_ground(postgres::Together& together, Ground& result);

struct Workplace {
    database::Server server;         ///< that scratch databases are made on
    database::CreateOptions options; ///< what they are made with: the target's encoding and locale
    std::optional<database::Definition> like; ///< the target's database, if it is there
    std::optional<Ground> ground;             ///< as far as it is known already
    bool is_target = true;                    ///< is it the target's own server?
};

/// What is to be known of the target's server to choose a place.
class Prospect {
  public:
    explicit Prospect(const Request& request) : request_(request) {}

    /// Asks, among other questions. What is asked has to be answered before it moves.
    void ask(postgres::Together& together);
    /// The server that the request names for scratch databases; or the target's, where its role may
    /// make databases; or the project's private one, if it has the same major version. `facts` are
    /// of the target's server. Throws Error: 77 if there is none of these, 78 if that of the
    /// request has another major version.
    Workplace choose(const database::Server& target, const postgres::ServerFacts& facts,
                     std::string_view task);

  private:
    database::CreateOptions options() const;

    const Request& request_;
    std::optional<database::Definition> like_;
    std::optional<database::Definition> model_; // of a new one
    Ground ground_;
    bool may_make_databases_ = false;
};

} // namespace pgslate::desired
