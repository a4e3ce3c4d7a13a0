// What came of the hints of models.
#pragma once

#include "base/error.hpp"
#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"
#include "plan/naming.hpp"
#include "plan/proposals.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// Says why a hint leads to nothing, and what to do.
Problem problem_of(const plan::Unused& unused);

/// One for each `fill` and `using` that there is nothing left to do for.
std::vector<Problem> followed(const catalog::Hints& hints, const catalog::Catalog& declared,
                              const catalog::Catalog& live);

/// A sentence with the words to type.
std::string in_words(const plan::Proposal& proposal);

/// Warns of those that may be meant otherwise: the old thing and the new one are both there, or it
/// was asked for by hand.
void warn_of_doubt(const std::vector<plan::Unused>& unused,
                   const std::function<void(const Problem&)>& warn);

} // namespace pgslate::commands
