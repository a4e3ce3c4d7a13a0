// What is to be known of the steps of a plan besides their SQL.
#pragma once

#include "plan/changes.hpp"
#include "plan/locks.hpp"
#include "plan/plan.hpp"
#include "plan/reason.hpp"

namespace pgslate::plan {

/// Tells of each step what it locks, what can come of it and why it is needed. All that it is given
/// has to live as long.
class Outlook {
  public:
    Outlook(const Changes& changes, const catalog::Catalog& live,
            const std::vector<Difference>& differences)
        : changes_(changes), live_(live), live_index_(live), relations_(live),
          reasons_(changes, live, differences) {}

    /// What creates a fact: together with others, `step` may know of those already.
    void of_creating(Step& step, const catalog::Fact& fact) const;
    /// What is done with it afterwards: it locks the same.
    void of_finishing(Step& step, const catalog::Fact& fact) const;
    void of_dropping(Step& step, const catalog::Fact& fact) const;
    void of_altering(Step& step, const catalog::Fact& fact, const Alteration& alteration) const;

  private:
    catalog::Identity whole_of(const catalog::Fact& fact) const;
    void add(Step& step, const catalog::Fact& fact, const Effect& effect,
             const std::vector<Lock>& others) const;
    bool is_about_something_there(const catalog::Fact& fact) const;
    bool is_copied(const catalog::Fact& table) const;
    bool is_left_by(const catalog::Fact& fact) const;
    bool loses_restrictions(const catalog::Fact& fact) const;
    void add_lock(Step& step, const Lock& lock) const;
    void lock_other_sides(Step& step, const catalog::Fact& partition, LockMode referring) const;
    void lock_other_sides(Step& step, const catalog::Fact& fact,
                          const Alteration& alteration) const;

    const Changes& changes_;
    const catalog::Catalog& live_;
    catalog::Index live_index_;
    Relations relations_;
    Reasons reasons_;
};

} // namespace pgslate::plan
