// Which relations of a database a step locks.
#pragma once

#include "catalog/index.hpp"
#include "plan/effect.hpp"

#include <map>
#include <vector>

namespace pgslate::plan {

struct Plan;

/// The relations of a database that is live, and who has to do with whom. What is not there yet
/// makes nobody wait. The catalog and its index have to live as long.
class Relations {
  public:
    explicit Relations(const catalog::Catalog& live);

    /// What a statement about `fact` locks so.
    std::vector<catalog::Identity> locked(const catalog::Fact& fact, On on) const;
    bool contains(const catalog::Identity& relation) const;
    /// Of the foreign keys that a partition has from its wholes, the tables on the other side: it
    /// gets and loses them with constraints and triggers on both.
    std::vector<catalog::Identity> referred_to_by_wholes(const catalog::Fact& partition) const;
    std::vector<catalog::Identity> referring_to_wholes(const catalog::Fact& partition) const;

  private:
    using Identities = std::vector<catalog::Identity>;
    Identities homes_of(const catalog::Fact& fact) const;
    Identities users_of(const catalog::Identity& type) const;
    Identities with_children(Identities relations) const;

    const catalog::Catalog& live_;
    std::map<std::vector<std::string>, Identities> children_;
    std::map<catalog::Identity, Identities> columns_; ///< and domains, by the domain they need
    using Pairs = std::multimap<catalog::Identity, catalog::Identity>;
    Identities of_wholes(const catalog::Fact& partition, const Pairs& tables) const;
    Pairs references_; ///< the tables that a table refers to
    Pairs referring_;  ///< the tables that refer to a table
};

/// Adds a lock; of one relation the strongest is kept.
void add_lock(std::vector<Lock>& locks, const Lock& lock);

/// What is to be locked before the first step, the strongest first: each table as the steps lock
/// it, if there are several and no step takes long, for which one would be held all the while.
/// Otherwise nothing.
std::vector<Lock> locks_beforehand(const Plan& plan);

} // namespace pgslate::plan
