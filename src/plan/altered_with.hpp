// What is altered together with something because it has that from elsewhere.
#pragma once

#include "plan/change_graph.hpp"

#include <map>
#include <vector>

namespace pgslate::plan {

/// A column that a table has from another one is altered with that. Where it has nothing of its
/// own, what needs it is known to need the table. The graph has to live as long.
class AlteredWith {
  public:
    explicit AlteredWith(const ChangeGraph& graph);

    /// The column or table, those that it hangs on, and of these tables all columns that become
    /// others, come or go; anything else stands for itself alone.
    std::vector<catalog::Identity> of(const catalog::Identity& id,
                                      const catalog::Catalog& catalog) const;

  private:
    void note(const catalog::Identity& id);
    void add_changed_columns(const catalog::Identity& table,
                             std::vector<catalog::Identity>& all) const;

    const ChangeGraph& graph_;
    std::map<catalog::Identity, std::vector<catalog::Identity>> changed_columns_; // by their table
};

} // namespace pgslate::plan
