// What can be asked about rows before a plan runs: tables and columns whose values it leaves alone.
#pragma once

#include "catalog/index.hpp"
#include "plan/changes.hpp"
#include "plan/conversion.hpp"
#include "plan/rename.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgslate::plan {

/// All that it is given has to live as long.
class StandingRows {
  public:
    struct Column {
        std::string before; ///< what it is called before all renames
        std::string type;
    };
    using Columns = std::map<std::string, Column>; ///< by the name they have afterwards

    /// `declared` says with the columns what models say of their values (plan/filling.hpp).
    StandingRows(const catalog::Catalog& declared, const Renamed& live, const Changes& changes,
                 const std::vector<Difference>& differences,
                 const std::vector<Conversion>& conversions);

    /// Does it hold the same rows before the plan runs and when its constraints are looked at? So
    /// it does if nothing that is a part of it comes or goes. No rows of another server are asked.
    bool keeps_rows(const catalog::Identity& table) const;
    /// Is it made by the plan, and holds no rows then?
    bool begins_empty(const catalog::Identity& table) const;
    /// Its columns whose values stay as they are, also those that it has from others.
    Columns columns_of(const catalog::Identity& table) const;

  private:
    bool stays(const catalog::Fact& table) const;
    bool has_moving_part(const catalog::Index& index, const catalog::Identity& table) const;
    void add_columns(const catalog::Fact& table, Columns& columns) const;

    const Renamed& live_;
    const Changes& changes_;
    const catalog::Index live_index_;
    const catalog::Index target_index_;
    std::set<catalog::Identity> changed_; ///< columns whose values become others
};

} // namespace pgslate::plan
