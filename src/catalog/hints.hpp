// What models say about the way to what they declare, and not about what that is.
#pragma once

#include "base/place.hpp"
#include "catalog/identity.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::catalog {

/// Names that something had before: of a thing in a schema with that, of others the last one.
using OldNames = std::vector<std::vector<std::string>>;

/// What is said of one object. It is never compared, and never dumped.
struct Hint {
    OldNames was;                      ///< the latest first
    std::optional<std::string> fill;   ///< what a column holds where it would be NULL and must not
    std::optional<std::string> using_; ///< how the values of a column become those of its type
    std::map<std::string, std::string> values_were; ///< values of an enum: new name, old name
    std::optional<bool> keeps_undeclared;           ///< are undeclared partitions of a table kept?
    Place place;
};

/// By what is declared.
using Hints = std::map<Identity, Hint>;

} // namespace pgslate::catalog
