#pragma once

#include "catalog/catalog.hpp"

#include <set>
#include <vector>

namespace pgslate::commands {

/// A declared object, and what it belongs to.
struct Declared {
    catalog::Identity id;
    std::optional<catalog::Identity> parent;
    Place place;
    bool present = false;
};

/// Every object that a catalog declares, what belongs to another behind it; statements that create
/// nothing with a name are none. `present` is false for all.
std::vector<Declared> declared_objects(const catalog::Catalog& catalog);

/// The same, held against what is there.
std::vector<Declared> declared_objects(const catalog::Catalog& catalog,
                                       const std::set<catalog::Identity>& there);

} // namespace pgslate::commands
