// What a database that is there lacks of what the models declare.
#pragma once

#include "commands/alteration.hpp"
#include "commands/context.hpp"
#include "commands/models_on_demand.hpp"
#include "database/server.hpp"
#include "plan/difference.hpp"
#include "plan/plan.hpp"
#include "postgres/together.hpp"

#include <map>
#include <optional>
#include <vector>

namespace pgslate::commands {

/// What is missing, and what of it can be created.
struct Missing {
    plan::Plan plan;
    std::vector<catalog::Identity> left_out;
    std::optional<std::vector<plan::Difference>> differences; ///< nothing: it was not compared
};

/// It is looked at again and again while it is being completed. Whoever may not compare is told so
/// once, and does by the names alone. The context and the server have to live as long.
class Comparison {
  public:
    Comparison(const Context& context, const database::Server& server, ModelsOnDemand models);

    /// What is asked of the session's server first, with questions of somebody else. Throws Error.
    void ask(postgres::Session& session, postgres::Together together = {});

    /// Only right after ask(): was the session's database found to be as declared before, and can
    /// be no other? Throws Error.
    bool is_known_to_be_reached(postgres::Session& session);

    /// Reads the session's database. Throws Error.
    Missing missing(postgres::Session& session);

    std::map<catalog::Identity, Place>
    places_of(const std::vector<plan::Difference>& differences) const;
    std::vector<Problem> warnings() const;

  private:
    template <typename Work>
    bool can_compare(postgres::Session& session, Work work);
    void prepare(postgres::Session& session);
    Missing compared(postgres::Session& session);

    const Context& context_;
    ModelsOnDemand models_;
    Destination destination_;
    bool asked_ = false;
    bool prepared_ = false;
    bool comparable_ = true;
};

} // namespace pgslate::commands
