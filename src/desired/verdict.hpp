// What was said of a database that was found to be as declared, as long as it can be no other.
#pragma once

#include "desired/cache.hpp"
#include "desired/request.hpp"
#include "live/reading.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"
#include "postgres/together.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::desired {

/// A database is as its models declare it. What else is said of it then:
struct Verdict {
    std::size_t objects = 0;          ///< how many the models declare
    bool warned = false;              ///< they were read with warnings
    std::vector<std::string> unknown; ///< what the database contains and nobody can compare
    std::vector<std::string> ignored; ///< what it contains for others
};

/// The verdict on one database and one set of models, kept from one run to the next. It holds while
/// its grounds are the same, and the database's catalogs are (live/catalog_fingerprint.hpp): only
/// that is asked then. Nothing is kept of another database that is the declared state.
class KeptVerdict {
  public:
    /// Looks for it.
    KeptVerdict(const Request& request, const models::Sources& sources);

    /// Asks, among other questions, for the fingerprint of the session's database, if there is one.
    void ask(postgres::Together& together, const postgres::ServerFacts& server);
    /// Is there one?
    bool is_there() const { return kept_.has_value(); }
    /// The verdict, if it holds by what has been answered. `grounds` are all that it depends on but
    /// the models and the catalogs; none: it can't be told.
    std::optional<Verdict> on(const std::vector<std::string>& grounds) const;
    /// Keeps it for a database that was read with its fingerprint.
    void keep(const Verdict& verdict, const std::vector<std::string>& grounds,
              const live::Reading& reading) const;

  private:
    struct Kept {
        std::string horizon;
        std::string fingerprint;
        std::vector<std::string> grounds;
        Verdict verdict;
    };
    static std::string to_bytes(const Kept& kept);
    static std::optional<Kept> from_bytes(std::string_view bytes);

    Cache cache_;
    Cache::Key key_; // empty: nothing is kept
    std::optional<Kept> kept_;
    std::string fingerprint_; // now
};

/// Was the target's database found to be as declared by an earlier run, whatever it is now? Then
/// the models can be read without an error.
bool is_known_to_be_reached(const Request& request, const models::Sources& sources);

} // namespace pgslate::desired
