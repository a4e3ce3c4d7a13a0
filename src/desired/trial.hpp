// A plan where it is only tried.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/plan.hpp"

#include <vector>

namespace pgslate::desired {

struct Trial {
    plan::Plan plan;                  ///< what runs
    std::vector<plan::Step> left_out; ///< what does not: it would change more than one database
};

/// What of a plan runs in a scratch database.
Trial trial_of(const plan::Plan& plan);

/// Do we see the statement as the server does? Otherwise nobody but the server knows what it is, or
/// how many there are.
bool is_readable(const plan::Step& step);

/// Gives what a trial has made, as it was read back, what it would have had the plan run as it is.
void add_what_was_meant(catalog::Catalog& made, const plan::Plan& plan);

} // namespace pgslate::desired
