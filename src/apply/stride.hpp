#pragma once

#include <cstddef>
#include <limits>

namespace pgslate::apply {

/// How much of a long list is sent at once: all of it while everything goes well. What stands
/// behind a failure in its message was sent for nothing, so that a little comes behind one, and
/// twice as much behind each message that goes through.
class Stride {
  public:
    /// `little` is sent behind a failure.
    explicit Stride(std::size_t little) : little_(little) {}

    std::size_t most() const { return most_; }
    /// So much is sent next: it is known to go through, but for the last.
    void set(std::size_t most) { most_ = most; }
    void went_through() { most_ = most_ > all / 2 ? all : 2 * most_; }
    void failed() { most_ = little_; }

  private:
    static constexpr auto all = std::numeric_limits<std::size_t>::max();

    std::size_t little_;
    std::size_t most_ = all;
};

} // namespace pgslate::apply
