// What was found out about a database, as long as it can be nothing else.
#pragma once

#include "desired/cache.hpp"
#include "desired/request.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"
#include "postgres/together.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::desired {

/// An answer about one database and one set of models, kept from one run to the next. It holds
/// while its grounds are the same, and the database's catalogs are (live/catalog_fingerprint.hpp):
/// only that is asked then. Nothing is kept where another database is the declared state.
class KeptAnswer {
  public:
    /// Looks for it among those of a sort.
    KeptAnswer(const Request& request, const models::Sources& sources, Cache::Sort sort);

    /// Is there one, whether it holds or not? Then the models were read without an error by this
    /// build of the program.
    bool is_there() const { return kept_.has_value(); }
    /// Asks, among other questions, for the fingerprint of the session's database, if there is one.
    void ask(postgres::Together& together, const postgres::ServerFacts& server);
    /// How many rows each catalog has by what has been answered (live/catalog_fingerprint.hpp).
    const std::string& counts() const { return counts_; }
    /// The answer, if it holds by what has been answered. `grounds` are all that it depends on but
    /// the models and the catalogs; none: it can't be told.
    std::optional<std::string> on(const std::vector<std::string>& grounds) const;
    /// Where it doesn't hold: is that for other reasons than the catalogs?
    bool has_same_catalogs() const { return kept_ && kept_->fingerprint == fingerprint_; }
    /// Keeps it for a database whose catalogs have this fingerprint; empty: it can't be told.
    void keep(const std::string& answer, const std::vector<std::string>& grounds,
              const std::string& horizon, const std::string& fingerprint) const;

  private:
    struct Kept {
        std::string horizon;
        std::string fingerprint;
        std::vector<std::string> grounds;
        std::string answer;
    };
    static std::optional<Kept> from_bytes(std::string_view bytes);

    Cache cache_;
    Cache::Key key_; // empty: nothing is kept
    std::optional<Kept> kept_;
    std::string fingerprint_; // now
    std::string counts_;
};

} // namespace pgslate::desired
