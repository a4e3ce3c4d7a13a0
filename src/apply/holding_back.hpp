// What is not tried because something before it failed.
#pragma once

#include "apply/batches.hpp"

#include <vector>

namespace pgslate::apply {

using Failures = std::vector<Failure>;

/// The steps that failed, in the order of the plan.
Steps steps_of(const Failures& failures);

/// What changes data keeps its order within its file: behind what failed nothing of it runs. The
/// plan has to live as long.
class HoldingBack {
  public:
    explicit HoldingBack(const plan::Plan& plan) : plan_(plan) {}

    /// Is another try of what failed of these steps worth it? Where nothing else helps, nothing is
    /// held back for once.
    bool makes_progress(const Steps& steps, const Failures& failures);

    /// Moves what is held back out of `steps` from `from` on and to the failures. Those from
    /// `known` on are the ones for which nothing was held back yet.
    void hold_back(Steps& steps, std::size_t from, Failures& failures, std::size_t known) const;

  private:
    const plan::Plan& plan_;
    bool is_on_ = true;
};

} // namespace pgslate::apply
