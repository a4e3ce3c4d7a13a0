// The order in which things get their new names.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/rename.hpp"
#include "plan/wishes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::plan {

/// Renames one thing after the other, each by one statement. What it is made of has to live as
/// long.
class RenameOrder {
  public:
    RenameOrder(const catalog::Catalog& declared, Renamed& live, int server_major)
        : declared_(declared), live_(live), major_(server_major) {}

    /// Chains and exchanges in the order that works, by way of a third name where need be. What is
    /// in the way, and will go, steps aside.
    void rename_all(std::vector<WantedName> names);
    /// Whatever is in the way.
    void rename(Rename rename);

    const std::vector<Rename>& renames() const { return renames_; }
    /// That have to be there first.
    const std::vector<catalog::Identity>& schemas() const { return schemas_; }

  private:
    std::optional<catalog::Identity> in_the_way(const catalog::Identity& from,
                                                const catalog::Identity& to,
                                                const std::vector<WantedName>& names,
                                                bool leaving) const;
    std::string spare_name();
    void step_aside(const catalog::Identity& id, std::vector<WantedName>& rest);
    void go(const WantedName& name, std::vector<WantedName>& rest);
    void need_schema(const std::string& name);
    std::optional<catalog::Identity> relation_of(const catalog::Identity& id) const;
    void add(Rename rename, std::vector<WantedName>& rest);

    const catalog::Catalog& declared_;
    Renamed& live_;
    int major_;
    std::vector<Rename> renames_;
    std::vector<catalog::Identity> schemas_;
    int spare_ = 0;
};

} // namespace pgslate::plan
