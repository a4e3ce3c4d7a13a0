// What differs between a database and its models, for people and for programs.
#pragma once

#include "plan/difference.hpp"
#include "report/json.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::report {

using Places = std::map<catalog::Identity, Place>;

/// What the two sides are called, and what is only on one of them. `live` is the one that is looked
/// at.
struct Sides {
    std::string declared = "declared";
    std::string live = "live";
    std::string only_live = "undeclared";
};

/// The lines that tell one difference.
using DriftLines = std::vector<std::string>;

/// The differences in words, what belongs to one table or type together. Parts of what is missing
/// or undeclared as a whole only with `all`.
std::vector<DriftLines> drift_in_words(const std::vector<plan::Difference>& differences,
                                       const Places& places, bool all, const Sides& sides = {});

/// All of it as data.
Json drift_data(const std::vector<plan::Difference>& differences, const Places& places);

} // namespace pgslate::report
