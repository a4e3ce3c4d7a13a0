// What a plan leaves as it is, by the numbers that the server knows it by. Pure.
#pragma once

#include "live/counters.hpp"
#include "live/survivors.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace pgslate::apply {

/// Something that is not as it was, though no step says so.
struct Harm {
    std::string relation; ///< the number of that which it is, or belongs to, or was
    std::string what;     ///< in words
    bool is_gone = false; ///< or another one stands in its place
};

/// Tables and columns that have gone, or in whose place others are.
std::vector<Harm> lost_tables(const live::Numbers& before, const live::Numbers& after,
                              const plan::Plan& plan);

/// Sequences that have gone, or fallen back: that somebody else takes numbers meanwhile is none.
std::vector<Harm> lost_counters(const std::vector<live::Counter>& before,
                                const std::vector<live::Counter>& after,
                                const live::Numbers& tables_before,
                                const live::Numbers& tables_after, const plan::Plan& plan);

} // namespace pgslate::apply
