// What came of the hints of models.
#pragma once

#include "base/error.hpp"
#include "plan/naming.hpp"
#include "plan/proposals.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// Says why a hint leads to nothing, and what to do.
Problem problem_of(const plan::Unused& unused);

/// A sentence with the words to type.
std::string in_words(const plan::Proposal& proposal);

/// Warns of those that may be meant otherwise: the old thing and the new one are both there, or it
/// was asked for by hand.
void warn_of_doubt(const std::vector<plan::Unused>& unused,
                   const std::function<void(const Problem&)>& warn);

} // namespace pgslate::commands
