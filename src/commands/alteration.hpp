// What plan and apply have in common: the way from what a database contains to what is declared.
#pragma once

#include "commands/context.hpp"
#include "commands/models_on_demand.hpp"
#include "database/server.hpp"
#include "desired/desired_state.hpp"
#include "live/read.hpp"
#include "models/models.hpp"
#include "plan/changes.hpp"
#include "plan/conversion.hpp"
#include "plan/naming.hpp"
#include "plan/plan.hpp"
#include "plan/requirement.hpp"
#include "postgres/session.hpp"
#include "postgres/together.hpp"

#include <functional>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace pgslate::commands {

/// The steps from a database to what is declared.
struct Way {
    std::vector<plan::Difference> differences; ///< behind all renames
    plan::Plan plan;
    std::set<catalog::Identity> gone; ///< of a way back: what it does not bring back
    std::vector<plan::Unused> unused; ///< hints that lead to nothing
    /// The server has said that no value is lost by these, which may change in the meantime.
    std::vector<plan::Conversion> conversions;

    /// Is everything as it is declared, and nothing to be done?
    bool is_empty() const { return differences.empty() && plan.steps.empty(); }
};

/// The declared state, and the ways to it from whatever was read. The context and the server have
/// to live as long.
class Destination {
  public:
    Destination(const Context& context, const database::Server& server, ModelsOnDemand models);
    Destination(const Destination&) = delete;
    Destination& operator=(const Destination&) = delete;
    /// Errors in the models are told before any other: throws Error if there are any.
    void check_models() const;

    /// To be called once with a session of the target's server before way_from(). Throws Error.
    void prepare(postgres::Session& session);
    /// The same in two parts: the server is asked, also what somebody else wants to know; and then
    /// it is seen what can be done with that. Both throw Error, the second only on account of what
    /// is declared.
    void ask(postgres::Session& session, postgres::Together together = {});
    void prepare_asked(postgres::Session& session);
    /// Once it is prepared: was the session's database found to be as declared by an earlier run,
    /// and can be no other? Then it need not be read, and there is no way to go.
    bool is_known_to_be_reached() const { return desired_.verdict() != nullptr; }
    /// Keeps for later runs that what read() has returned is as declared. Throws Error.
    void keep_verdict(const live::Reading& live);
    /// Reads the session's database, which nobody holds still. Throws Error.
    live::Reading read(postgres::Session& session);
    /// With the renames that the models and the command line ask for. Throws Error.
    Way way_from(const catalog::Catalog& live, postgres::Session& session);
    /// From what live::read() says of the session's database: only creates what is missing, as far
    /// as it is no part of what is there. The differences are all that there are. Throws Error.
    Way additions_to(catalog::Catalog read, postgres::Session& session);
    /// The way back to `live` from what way_from() leads to. Throws Error.
    Way way_back(const catalog::Catalog& live, postgres::Session& session);
    /// What reading the models warns of. They are read for it, unless an earlier run knows of
    /// nothing.
    std::vector<Problem> warnings() const { return desired_.warnings(); }
    /// The declared state. Throws Error.
    const catalog::Catalog& declared() { return desired_.catalog(); }
    /// Where the models declare what is missing or different.
    std::map<catalog::Identity, Place>
    places_of(const std::vector<plan::Difference>& differences) const {
        return desired_.places_of(differences);
    }
    /// How another program gets to a database that holds it. Throws Error.
    postgres::ConnectionParameters way_to_declared() { return desired_.way(); }
    /// What is left to do once they are done in the session's open transaction, which began after
    /// `before` was read. Throws Error.
    Way rest(const live::Reading& before, postgres::Session& session);

  private:
    enum class Begun { no, yes };
    /// What comes of the steps, and what rows have to be for them.
    struct Planned {
        catalog::Catalog target;
        std::vector<plan::Requirement> required;
    };
    Planned plan_differences(Way& way, const catalog::Catalog& whole, const plan::Renamed& live,
                             Begun begun, postgres::Session& session);
    plan::Changes changes_from(const catalog::Catalog& declared, const catalog::Catalog& live,
                               const std::vector<plan::Difference>& differences,
                               const plan::NoAssignment& no_assignment, int server_major);
    void complete(Way& way) const;
    void add_places(Way& way) const;
    Place place_of(const plan::Step& step) const;
    std::vector<std::string> old_roles();
    bool may_rename(const plan::ToldRenames& told) const;
    plan::Naming rename(const catalog::Catalog& declared, plan::Renamed& live,
                        const plan::ToldRenames& told, int server_major);
    Way way(const catalog::Catalog& whole, plan::Renamed live, const plan::Naming* naming,
            postgres::Session& session);
    catalog::Catalog completed(catalog::Catalog live, postgres::Session& session);
    catalog::Catalog read_in_transaction(postgres::Session& session,
                                         live::Dependencies dependencies);
    bool is_reached(const live::Reading& before, postgres::Session& session);

    const Context& context_;
    const database::Server& server_;
    ModelsOnDemand models_;
    desired::DesiredState desired_;
};

} // namespace pgslate::commands
