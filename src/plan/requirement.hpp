// What a plan wants of rows that are there, and how the server is asked which of them are not so.
#pragma once

#include "plan/standing_rows.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

struct Requirement {
    catalog::Identity about; ///< a column, a constraint, an index, a domain or a check of one;
                             ///< of the labels that an enum loses, each column that has it
    /// What the types are made of that the question compares, converts or gives to a function.
    std::vector<std::string> types = {};
    bool is_written = false;              ///< it holds an expression that somebody has written
    sql::Text question{};                 ///< how many rows are not so, and one of them in words
    std::vector<std::string> advice = {}; ///< sentences: what can be done about them
};

/// All that can be asked before anything runs, in the words of what is there. What can't is told by
/// the server when it happens: exclusion constraints, what calls a function or an operator that is
/// not the server's own, and what is about values that the plan itself changes.
std::vector<Requirement> requirements(const catalog::Catalog& declared, const Renamed& live,
                                      const Changes& changes,
                                      const std::vector<Difference>& differences,
                                      const std::vector<Conversion>& conversions);

} // namespace pgslate::plan
