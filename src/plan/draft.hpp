// What is to be done with the objects of a database, while it is still being found out.
#pragma once

#include "catalog/index.hpp"
#include "plan/changes.hpp"
#include "plan/spare_names.hpp"

#include <deque>
#include <optional>
#include <set>

namespace pgslate::plan {

/// The changes that are known so far, with what can be said of one object: that it comes, that it
/// goes, or what is done about it. What follows for others is told elsewhere: of what takes the
/// place of something in plan/replacing.hpp, of what needs something that goes in
/// plan/spreading.hpp.
struct Draft {
    /// Begins with the two states. The pairs of types have to live as long.
    Draft(Changes first, int server_major, const NoAssignment& unassignable);
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    /// The object as it is on one side; nullptr: there is none.
    const catalog::Fact* live(const catalog::Identity& id) const { return changes.live.find(id); }
    const catalog::Fact* target(const catalog::Identity& id) const {
        return changes.target.find(id);
    }
    Side live_side() const { return {changes.live, live_index}; }
    Side target_side() const { return {changes.target, target_index}; }
    bool is_created(const catalog::Identity& id) const { return changes.created.contains(id); }
    bool is_dropped(const catalog::Identity& id) const { return changes.dropped.contains(id); }
    /// Is NOT NULL a constraint with a name?
    bool names_not_null() const;

    /// An object that is on both sides, with all that has to be known to alter it.
    Change change_of(const catalog::Identity& id) const;

    /// The object comes with all its parts, if the target has it.
    void create(const catalog::Identity& id);
    /// The object goes with all its parts, if it is live. What needs any of them is still to be
    /// looked at.
    void drop(const catalog::Identity& id);
    /// This is done about it, too.
    void alter(const catalog::Identity& id, const Alterations& alterations);
    /// This is done about it, behind all else, in the place of what was to be done.
    void alter_instead(const catalog::Identity& id, const Alterations& before,
                       const Alterations& now);

    /// The next of what goes whose dependents have not been looked at, once.
    std::optional<catalog::Identity> next_gone();

    Changes changes;
    const catalog::Index live_index;
    const catalog::Index target_index;
    SpareNames spare;
    const NoAssignment& no_assignment;
    /// Columns whose new type is made anew, so that their values go through their text.
    std::set<catalog::Identity> through_text;

  private:
    bool is_watched(const catalog::Identity& table) const;
    bool is_name_taken(const Change& change) const;
    bool keeps_columns(const catalog::Identity& view) const;

    int major_;
    std::deque<catalog::Identity> gone_;
};

} // namespace pgslate::plan
