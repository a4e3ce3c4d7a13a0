// What models have made before, to be had again without building it: a template database, which
// is copied, and spares, which were copied in advance (database/stock.hpp).
#pragma once

#include "commands/about_database.hpp"
#include "commands/build_database.hpp"
#include "commands/context.hpp"
#include "commands/stock_key.hpp"
#include "database/stock.hpp"
#include "models/models.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// Where the target wants none of it, it does nothing. Context and sources have to live as long.
class StoredCopies {
  public:
    StoredCopies(const Context& context, const models::Sources& sources);

    bool wanted() const;
    /// Asks, among other questions, what there is. To be known under the lock for the target.
    void ask(postgres::Together& together, const postgres::ServerFacts& server);
    /// One that is what the models would make now, and keeps what the former database has for all
    /// that is in it. Nothing: build it. Throws ConnectionLost, and Error where it is interrupted.
    std::optional<database::Complete> find(const Replacement& replacement);

    /// To be shown the new database when it is built, and what of the former one holds for it.
    void look(postgres::Session& session, const Kept& kept);
    /// Makes the template of it, if that is wanted for what took so long. Nothing depends on that:
    /// what goes wrong is told. Throws as find().
    void keep(const Replacement& replacement, const database::Successor& successor,
              const PartedPlan& plan, const models::Models& models,
              std::chrono::steady_clock::duration took);

    /// Those that are of no use any more, to be dropped.
    std::vector<std::string> stale() const;
    /// Prepares as many spares as are wanted, on the session of another process: whatever goes
    /// wrong, there are less. Empty if none are to be made.
    std::function<void(postgres::Session&)> preparing(const Replacement& replacement) const;

  private:
    bool has_key(const database::Stocked& one) const;
    bool fits(const database::Stocked& one) const;
    database::Complete complete(const database::Stocked& one) const;
    void tell(const Problem& why) const;
    void make_template(const Replacement& replacement, const database::Successor& successor);

    const Context& context_;
    StockKey current_;
    database::Stock stock_;
    std::string models_; ///< whose, among all projects
    std::string key_;    ///< empty: it can't be told
    std::string rules_;  ///< that it has to have; empty: those of a plain new database
    bool plain_ = false;
    std::int64_t bytes_ = 0;
    bool may_be_copied_ = false;
    std::optional<database::Mark> template_; ///< there is one that fits, or was
    bool template_is_gone_ = false;          ///< a spare of it is there
};

} // namespace pgslate::commands
