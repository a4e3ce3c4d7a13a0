// What differs between a database and its models, for a page that people review.
#pragma once

#include "report/drift.hpp"

#include <string>
#include <vector>

namespace pgslate::report {

/// A table of the differences and, behind it, the values that are too long for one: GitHub Flavored
/// Markdown. `against` says what the database was compared with, such as "models: 2 files, 17
/// objects"; `not_compared` what nobody looked at.
std::string drift_in_markdown(const std::vector<ShownDifference>& drift, const std::string& against,
                              const Sides& sides, const std::vector<std::string>& not_compared);

} // namespace pgslate::report
