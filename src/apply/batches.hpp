#pragma once

#include "apply/blame.hpp"
#include "plan/plan.hpp"

#include <span>

namespace pgslate::apply {

/// When a build commits.
enum class Commit {
    once, ///< at the end: all of the plan, or nothing
    /// Every few hundred steps, if the plan has more: for databases that nobody sees yet. Each step
    /// holds locks until its transaction ends, and a server has room for some thousands.
    in_batches,
    by_caller ///< never: the caller has a transaction open, and ends it
};

/// Steps of a plan by their numbers, in the order in which they run.
using Steps = std::vector<std::size_t>;

/// Cuts a list of steps into those that share a transaction.
class Batches {
  public:
    Batches(const plan::Plan& plan, Commit commit);

    /// Where the transaction ends that begins with step `begin` of the list.
    std::size_t end(const Steps& steps, std::size_t begin) const;

    /// After a failure in a transaction, of which there are `others` in the list: true if it is
    /// worth another try, because the steps are cut in another way from now on.
    bool recut(const Failure& failure, bool others);

  private:
    const plan::Plan& plan_;
    std::size_t limit_; // steps in a transaction, unless they must not be cut
    bool may_be_cut_;
    bool has_grown_ = false;
};

} // namespace pgslate::apply
