#include "postgres/follower.hpp"

#include <algorithm>

namespace pgslate::postgres {

using namespace std::chrono_literals;

std::size_t Pace::most(std::size_t left) const {
    return follower_ == nullptr ? left : std::min(left, together_);
}

Pace::Clock::time_point Pace::begin(std::size_t first, std::size_t count) const {
    if (follower_ == nullptr) return {};
    follower_->begins(first, count);
    return Clock::now();
}

void Pace::end(Clock::time_point begin, std::size_t first, std::size_t count) {
    if (follower_ == nullptr) return;
    const auto took = Clock::now() - begin;
    follower_->ends(first, count, took);
    if (follower_->one_by_one) return;
    if (took > 1s)
        together_ = 1; // what comes behind may be as slow, and is to be named
    else if (took < 50ms)
        together_ *= 2;
    else if (took > 150ms)
        together_ = std::max<std::size_t>(together_ / 2, 1);
}

} // namespace pgslate::postgres
