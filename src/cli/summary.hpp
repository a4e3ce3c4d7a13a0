#pragma once

#include "cli/command.hpp"
#include "report/made.hpp"

#include <chrono>

namespace pgslate::cli {

/// How long something has taken since this was made.
class Stopwatch {
  public:
    using Clock = std::chrono::steady_clock;
    std::chrono::duration<double> elapsed() const { return Clock::now() - begin_; }

  private:
    Clock::time_point begin_ = Clock::now();
};

/// With --verbose, what a command has made and how long it took.
inline void tell_made(const Invocation& invocation, const std::vector<catalog::Identity>& made,
                      std::size_t statements, const Stopwatch& stopwatch) {
    if (invocation.output.verbose())
        invocation.output.line(report::made_in_words(made, statements, stopwatch.elapsed()));
}

} // namespace pgslate::cli
