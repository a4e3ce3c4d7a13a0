// Giving a new database what the former one had for all that is in it.
#pragma once

#include "commands/kept.hpp"
#include "postgres/session.hpp"

#include <set>
#include <vector>

namespace pgslate::commands {

/// What its former one had holds for what the models make in the new one, too. Nothing of it is
/// more than a wish: what the role may not give is warned about.
class Keeping {
  public:
    /// `session` is one with the new database, and lives as long.
    Keeping(const Context& context, postgres::Session& session, const Kept& kept);

    /// Before anything is built: gives what can be given to an empty database, and returns the plan
    /// with what has to come between its steps. Throws ConnectionLost, and Error where it is
    /// interrupted.
    plan::Plan begin(plan::Plan inside);

    /// When all is built: gives the rest, and warns of what is not as it was, and of what the new
    /// database lacks. Throws as begin().
    void finish();

  private:
    void sort_out(const live::DatabaseWide& there, plan::Plan& inside);
    void splice(const catalog::Fact& fact, plan::Plan& inside, std::size_t at);
    void give(const catalog::Fact& fact);
    void warn(const catalog::Fact& fact, const postgres::ServerError& why);
    void warn_of_differences(const live::DatabaseWide& there);
    void warn_of_refused(const live::DatabaseWide& there);
    void warn_of_lost(const live::DatabaseWide& there);
    void tell_lost(const std::vector<const live::Unhoused*>& lost, bool may_make);

    const Context& context_;
    postgres::Session& session_;
    const Kept& kept_;
    std::vector<catalog::Fact> late_;     // to be given when all is built
    std::set<catalog::Identity> settled_; // warned of already
};

} // namespace pgslate::commands
