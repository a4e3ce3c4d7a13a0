// What decides what is in a database that models make: by it a template or a spare is known to be
// the same.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "database/stock.hpp"
#include "database/template1_state.hpp"
#include "desired/fingerprint.hpp"
#include "models/models.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// The models' folders and files, and what a database of theirs is made with, as one word: by it a
/// template is found.
std::string name_of_models(const Context& context);

/// Context and sources have to live as long.
class StockKey {
  public:
    StockKey(const Context& context, const models::Sources& sources)
        : context_(context), sources_(sources) {}

    /// Asks, among other questions. To be asked where no settings of the target hold: of the
    /// maintenance database.
    void ask(postgres::Together& together, const postgres::ServerFacts& server);

    /// The key of what the models make now, in the place of a former database if there is one;
    /// empty: it can't be told.
    std::string of(const database::Server& server,
                   const std::optional<database::Definition>& former) const;
    /// What it is made with.
    database::CreateOptions options(const std::optional<database::Definition>& former) const;
    /// How a database of that size is copied best.
    std::string strategy(std::int64_t bytes) const;

  private:
    const Context& context_;
    const models::Sources& sources_;
    desired::ServerDetails details_;
    std::optional<database::Definition> template1_;
    database::Template1State template1_state_;
};

/// One, as it is seen now.
struct SeenStock {
    database::Stocked it;
    /// It is made of other models than there are now, or otherwise than they would be now: it is
    /// not taken. Nothing: that can't be told at the moment.
    std::optional<bool> outdated;
};

/// Tells what is outdated of the templates and spares of the target. `session` is one with the
/// server. Throws Error where it is interrupted, or loses that.
std::vector<SeenStock> seen_stock(postgres::Session& session, const Context& context,
                                  const models::Sources& sources, const database::Server& server,
                                  std::vector<database::Stocked> stock);

} // namespace pgslate::commands
