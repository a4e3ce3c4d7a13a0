// What was found out about a database, as long as it can be nothing else.
#pragma once

#include "desired/cache.hpp"
#include "desired/request.hpp"
#include "live/catalog_fingerprint.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"
#include "postgres/together.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::desired {

/// By what it is told that a database is what it was.
struct StateSigns {
    std::string standstill; ///< live::Reading::standstill; empty tells nothing
    std::vector<std::string>
        settings_and_files; ///< ServerDetails, without which that tells nothing
    std::string horizon;    ///< live::Reading::horizon
    /// Of the catalogs at that horizon (live/catalog_fingerprint.hpp); empty tells nothing.
    std::string fingerprint;
};

/// An answer about one database and one set of models, kept from one run to the next. It holds
/// while its grounds are the same, and by a sign the database's catalogs are: only these are asked
/// for then. Nothing is kept where another database is the declared state.
class KeptAnswer {
  public:
    /// Looks for it among those of a sort.
    KeptAnswer(const Request& request, const models::Sources& sources, Cache::Sort sort);

    /// Looks for it once more: another run may have kept one meanwhile.
    void find_again();
    /// Is there one, whether it holds or not? Then the models were read without an error by this
    /// build of the program.
    bool is_there() const { return kept_.has_value(); }
    /// Is there one that holds as long as nothing is written on the server?
    bool may_stand_still() const { return kept_ && !kept_->signs.standstill.empty(); }
    /// Is there one that could not be held against anything but that? Others write on the server.
    bool lacks_fingerprint() const { return kept_ && kept_->signs.fingerprint.empty(); }
    /// Asks, among other questions, whether that is so: the sign that takes a server no time.
    /// Before the database is read it has to be asked, too, for the answer to be kept with it.
    void ask_standstill(postgres::Together& together, const postgres::ServerFacts& server);
    /// Asks for the fingerprint of the session's database, if there is one to compare it with.
    void ask_fingerprint(postgres::Together& together, const postgres::ServerFacts& server);
    /// The answer, if nothing was written on the server since. Whatever else may have changed,
    /// these tell.
    std::optional<std::string>
    on_standstill(const std::vector<std::string>& settings_and_files) const;
    /// The answer, if it holds by the fingerprint. `grounds` are all that it depends on but the
    /// models and the catalogs; none: it can't be told.
    std::optional<std::string> on(const std::vector<std::string>& grounds) const;
    /// Where it doesn't hold: is that for other reasons than the catalogs?
    bool has_same_catalogs() const;
    /// Keeps it for a database with these signs.
    void keep(const std::string& answer, const std::vector<std::string>& grounds,
              const StateSigns& signs) const;
    /// After on() has said that it holds: keeps that it does as long as nothing is written now.
    void keep_on(const std::vector<std::string>& settings_and_files) const;

  private:
    struct Kept {
        StateSigns signs;
        std::vector<std::string> grounds;
        std::string answer;
    };
    static std::optional<Kept> from_bytes(std::string_view bytes);

    Cache cache_;
    Cache::Key key_; // empty: nothing is kept
    bool fresh_;     // is nothing used that was?
    std::optional<Kept> kept_;
    std::string standstill_; // now, as far as they were asked for
    live::CatalogFingerprint catalogs_;
};

} // namespace pgslate::desired
