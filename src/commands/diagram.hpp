#pragma once

#include "commands/context.hpp"
#include "models/models.hpp"
#include "plan/difference.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// Which database is drawn.
enum class DrawnSide {
    declared, ///< what the models say, or another database with --like
    live,     ///< what is there
    both      ///< and what differs
};

/// What there is to draw.
struct DiagramContents {
    std::string title;
    catalog::Catalog catalog; ///< with both sides, also what is only on one of them
    std::vector<plan::Difference> differences; ///< with both sides
};

/// Reads what is drawn as PostgreSQL prints it. Changes nothing in the database. Throws Error.
/// `found` are the target's models, if they have been looked for already.
DiagramContents diagram_of_server(const Context& context, DrawnSide side,
                                  std::optional<models::Sources> found = std::nullopt);

/// What models declare that no server was asked about.
struct DiagramOfModels {
    DiagramContents contents;
    /// Does SQL of a .sql model say something of what is drawn? Only a server reads that.
    bool needs_server = false;
    models::Sources sources;
};

/// The same of models, as far as they can be read without a server: of what a .sql model makes,
/// only the names are known. Throws Error (65).
DiagramOfModels diagram_of_models(const config::Models& paths, Interruption* interruption,
                                  const std::function<void(const Problem&)>& warn);

} // namespace pgslate::commands
