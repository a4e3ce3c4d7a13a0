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

/// One attribute as the two sides have it, without secrets.
struct ShownAttribute {
    std::string name;
    std::string declared;
    std::string live;
    bool only_secrets_differ = false; ///< so that both sides look alike
    bool fits_a_line = true;          ///< else a value has several lines, or long ones
};

/// One difference as it may be shown.
struct ShownDifference {
    std::string_view word; ///< "missing", "different", or what is only on one side
    std::string object;
    std::string place; ///< where it is declared; empty if that is not known
    std::vector<ShownAttribute> attributes;
};

/// The differences, what belongs to one table or type together. Parts of what is missing or
/// undeclared as a whole only with `all`. What is returned refers to `sides`.
std::vector<ShownDifference> shown_drift(const std::vector<plan::Difference>& differences,
                                         const Places& places, bool all, const Sides& sides);

/// `declared` and `live` of it, on one line.
std::string in_words(const ShownAttribute& attribute, const Sides& sides);

/// The lines that tell one difference.
using DriftLines = std::vector<std::string>;

/// The same in words.
std::vector<DriftLines> drift_in_words(const std::vector<plan::Difference>& differences,
                                       const Places& places, bool all, const Sides& sides = {});

/// All of it as data.
Json drift_data(const std::vector<plan::Difference>& differences, const Places& places);

} // namespace pgslate::report
