// Following statements while they run. The server keeps what it has to say until the end of a
// message, or until there is a lot of it (manual, "Message Flow"): who wants to hear earlier sends
// more messages.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

namespace pgslate::postgres {

/// Who hears how statements get on; none of its functions may throw.
struct Follower {
    bool one_by_one = false; ///< each is a message of its own; else as many as run in an instant
    /// `count` statements from number `first` on are sent.
    std::function<void(std::size_t first, std::size_t count)> begins;
    /// As many of them have run.
    std::function<void(std::size_t first, std::size_t count, std::chrono::nanoseconds took)> ends;
    /// So many bytes of a COPY are sent.
    std::function<void(std::size_t done, std::size_t total)> copied;
};

/// How many statements travel together, for whoever follows them: twice as many as before where
/// those were quick, fewer where they were slow. So a thousand quick ones cost a dozen round trips
/// more, and slow ones soon travel alone.
class Pace {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Pace(const Follower* follower) : follower_(follower) {}

    /// How many of so many that are left.
    std::size_t most(std::size_t left) const;
    Clock::time_point begin(std::size_t first, std::size_t count) const;
    void end(Clock::time_point begin, std::size_t first, std::size_t count);

  private:
    const Follower* follower_; ///< nullptr: nobody follows, and all travel together
    std::size_t together_ = 1;
};

} // namespace pgslate::postgres
