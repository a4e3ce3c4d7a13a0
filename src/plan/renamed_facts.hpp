// What the facts of a catalog become when one thing is renamed.
#pragma once

#include "plan/rename.hpp"

#include <set>

namespace pgslate::plan {

/// Identities are made of names: those of all that belongs to what is renamed, or names it, change
/// with it. The catalog and the rename have to live as long.
class RenamedFacts {
  public:
    RenamedFacts(const catalog::Catalog& catalog, const Rename& rename, int server_major);

    catalog::Identity identity(const catalog::Identity& id) const;
    catalog::Fact fact(const catalog::Fact& fact) const;
    catalog::Catalog all() const;

  private:
    using Names = std::vector<std::string>;

    catalog::Identity plain(catalog::Identity id) const;
    void in_schema(catalog::Identity& id) const;
    void of_whole(catalog::Identity& id) const;
    void of_role(catalog::Identity& id) const;
    void set_types(catalog::Identity& id) const;
    bool moves_along(const catalog::Identity& id) const;
    Names relation(const Names& names) const;
    void set_lists(catalog::Fact& fact) const;
    void set_roles(catalog::Fact& fact) const;
    void keep_made_names(const catalog::Fact& before, catalog::Fact& after) const;

    const catalog::Catalog& catalog_;
    const Rename& rename_;
    int major_;
    std::set<Names> with_column_;        ///< tables that have the renamed column from another
    std::set<catalog::Identity> moving_; ///< indexes and sequences of a table that moves
};

} // namespace pgslate::plan
