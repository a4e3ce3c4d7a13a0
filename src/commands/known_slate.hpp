// Whether what a reset would build in a database is there already, but for its rows.
#pragma once

#include "commands/context.hpp"
#include "commands/slate.hpp"
#include "desired/fingerprint.hpp"
#include "desired/kept_answer.hpp"
#include "live/catalog_changes.hpp"
#include "live/catalog_fingerprint.hpp"
#include "models/models.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// Why it takes more than this plan's statements about data to have its rows again, in tables that
/// are there: what creates something makes some, as CREATE TABLE AS does, or something comes behind
/// the data that would have met it. In words, with the place; empty: it takes no more.
std::string more_than_rows(const plan::Plan& plan);

/// What an earlier reset in place has left of one database, as long as its catalogs, the models and
/// the server are what they were.
class KnownSlate {
  public:
    KnownSlate(const Context& context, const models::Sources& sources);

    /// Has one left anything, whatever is there now?
    bool is_there() const { return kept_.is_there(); }
    /// Asks, and tells what is still there; nothing: it may be something else. Throws Error.
    std::optional<Slate> look(postgres::Session& session);
    /// Asks, among other questions, whether anything was written on the server since look(): if
    /// not, the next one asks nothing.
    void ask_again(postgres::Together& together, const postgres::ServerFacts& server);
    /// Why look() has told nothing, in words.
    std::string_view why_nothing() const;
    /// Are the catalogs, in the session's open transaction, what look() found them to be? Throws
    /// Error.
    bool is_as_found(postgres::Session& session);
    /// Asks what the session's open transaction has left. Throws Error.
    void note(postgres::Session& session);
    /// Asks, as the session's transaction begins that is to change the catalogs, how many rows
    /// they have.
    void begin(postgres::Together& together, const postgres::ServerFacts& server);
    /// Has nobody else changed anything since look(), nor dropped anything since begin()? Then what
    /// was noted is what the models make. To be asked last. Throws Error.
    bool is_alone(postgres::Session& session) const;
    /// Keeps it for later runs, once that is committed.
    void keep(const Slate& slate) const;

  private:
    std::vector<std::string> grounds() const;

    desired::KeptAnswer kept_;
    desired::ServerDetails server_;
    std::optional<Slate> found_;
    std::string standstill_; // when it was found, or was not
    std::string again_;
    std::string snapshot_;    // when looking began
    live::RowsOfOthers rows_; // when the transaction began
    live::CatalogFingerprint noted_;
};

} // namespace pgslate::commands
