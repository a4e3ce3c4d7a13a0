// What is to be called otherwise, as models and the command line say, and can be.
#pragma once

#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"
#include "plan/naming.hpp"
#include "plan/rename.hpp"

#include <vector>

namespace pgslate::plan {

/// What is renamed first: the names of parts begin with those of the whole.
enum class Level { roles, schemas, objects, parts };
Level level_of(const catalog::Identity& id);

/// Somebody wants one thing to be called otherwise.
struct Wish {
    std::vector<catalog::Identity> from; ///< the first that is there
    catalog::Identity to;
    Place place;
    bool told = false; ///< now, and not by a model that may have been followed already
};

/// One that can be granted.
struct WantedName {
    catalog::Identity from;
    catalog::Identity to;
    Place place;
    bool told = false;
};

/// All that is said, against what is there at the moment. What it is made of has to live as long.
class Wishes {
  public:
    Wishes(const catalog::Catalog& declared, const Renamed& live, const catalog::Hints& hints,
           const std::vector<Told>& told)
        : declared_(declared), live_(live), hints_(hints), told_(told) {}

    /// Those of one level that can be granted, when all levels before have been.
    std::vector<WantedName> granted(Level level);
    /// Sequences that belong to a column follow it: the counter of a column that numbers its rows.
    std::vector<WantedName> sequences() const;
    /// The wishes so far that lead to nothing.
    const std::vector<Unused>& unused() const { return unused_; }

  private:
    bool is_there(const catalog::Identity& id) const { return live_.catalog.contains(id); }
    std::vector<Wish> all(Level level) const;
    std::vector<catalog::Identity> old_identities(const catalog::Identity& id,
                                                  const catalog::OldNames& was) const;
    Wish wish_of(const Told& told) const;
    void drop_unfounded(std::vector<WantedName>& names);
    void drop_done_exchanges(std::vector<WantedName>& names);
    bool is_as_declared(const catalog::Identity& id) const;
    void note_unused(const catalog::Identity& wanted, const Place& place,
                     const catalog::Identity& old);

    const catalog::Catalog& declared_;
    const Renamed& live_;
    const catalog::Hints& hints_;
    const std::vector<Told>& told_;
    std::vector<Unused> unused_;
};

} // namespace pgslate::plan
