#pragma once

#include "catalog/catalog.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace pgslate::catalog {

/// How the facts of a catalog hang together, which has to live as long and stay as it is.
class Index {
  public:
    explicit Index(const Catalog& catalog);

    /// What is a part of `id`, or said about it, directly.
    const std::vector<const Fact*>& parts_of(const Identity& id) const;
    /// The same with the parts of parts; not itself.
    std::vector<const Fact*> all_parts_of(const Identity& id) const;
    /// What needs it, by a dependency.
    const std::vector<const Dependency*>& needed_by(const Identity& id) const;
    /// What it needs, likewise.
    const std::vector<const Dependency*>& needs_of(const Identity& id) const;

    /// The partitions and children of the table, or the tables of the type, with these names,
    /// directly.
    const std::vector<const Fact*>& hanging_on(const std::vector<std::string>& table) const;

  private:
    template <typename Entry>
    using ByIdentity =
        std::unordered_map<const Identity*, std::vector<const Entry*>, ByValue, ByValue>;

    ByIdentity<Fact> parts_;
    std::map<std::vector<std::string>, std::vector<const Fact*>> hanging_on_;
    ByIdentity<Dependency> needed_by_;
    ByIdentity<Dependency> needs_;
};

/// Every object that a catalog declares, what belongs to another behind it; statements that create
/// nothing with a name are none.
std::vector<Identity> declared_objects(const Catalog& catalog);

/// How many these are.
std::size_t count_declared(const Catalog& catalog);

} // namespace pgslate::catalog
