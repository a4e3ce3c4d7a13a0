#include "apply/batches.hpp"

#include <algorithm>

namespace pgslate::apply {
namespace {

// A table with a key, an index and a foreign key or two takes about eight locks; a server with the
// default settings has room for 6400 (manual, "Lock Management").
constexpr std::size_t steps_in_a_batch = 300;

} // namespace

Batches::Batches(const plan::Plan& plan, Commit commit)
    : plan_(plan),
      limit_(commit == Commit::in_batches ? steps_in_a_batch
                                          : std::max<std::size_t>(plan.steps.size(), 1)),
      may_be_cut_(commit == Commit::in_batches) {}

std::size_t Batches::end(const Steps& steps, std::size_t begin) const {
    const auto changes_data = [&](std::size_t at) { return plan_.steps[steps[at]].changes_data; };
    auto end = std::min(begin + limit_, steps.size());
    while (end < steps.size() && changes_data(end - 1) && changes_data(end)) ++end;
    return end;
}

bool Batches::recut(const Failure& failure, bool others) {
    if (!may_be_cut_) return false;
    if (is_out_of_locks(failure.error) && limit_ > 1 && !has_grown_) {
        limit_ = std::max<std::size_t>(limit_ / 4, 1);
        return true;
    }
    // Integrity constraint violation: what a deferred constraint waits for may come later.
    if (failure.at_end && others && failure.error.sqlstate.starts_with("23")) {
        limit_ *= 2;
        has_grown_ = true;
        return true;
    }
    return false;
}

} // namespace pgslate::apply
