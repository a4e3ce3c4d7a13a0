// SIGINT and SIGTERM: heard on a thread of their own, so that whoever works can stop tidily.
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace pgslate {

/// From its construction on, both signals no longer end the process by themselves: what runs is
/// cancelled, what was begun is undone, and the process ends with 130 or 143. One at a time.
///
/// A process that neither works nor has anything to undo ends at once. One that cannot tidy up
/// within 1.8 seconds ends all the same; a second SIGINT ends it immediately.
///
/// Where one is taken by pointer, nullptr means: nothing ever interrupts.
class Interruption {
  public:
    /// `at_the_end` is called on the listening thread before it ends the process, and may be empty.
    explicit Interruption(std::function<void()> at_the_end = {});
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Throws Error (130, 143) if a signal has come, unless a Shield is up.
    void check() const;

    /// Returns after that time; throws like check() as soon as a signal comes.
    void sleep_for(std::chrono::milliseconds time) const;

    /// Something that runs and can be cancelled from another thread. Once a signal has come
    /// `cancel` is called, and again every 0.1 s until the work ends: the first may come too early.
    class Work {
      public:
        Work(Interruption* interruption, std::function<void()> cancel);
        ~Work();
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;

      private:
        Interruption* interruption_;
    };

    /// As long as it lives there is something to undo, and the process does not end at once.
    class Obligation {
      public:
        explicit Obligation(Interruption* interruption);
        ~Obligation();
        Obligation(const Obligation&) = delete;
        Obligation& operator=(const Obligation&) = delete;

      private:
        Interruption* interruption_;
    };

    /// As long as it lives nothing is cancelled: what is being done is the undoing, or the end.
    class Shield {
      public:
        explicit Shield(Interruption* interruption);
        ~Shield();
        Shield(const Shield&) = delete;
        Shield& operator=(const Shield&) = delete;

      private:
        Interruption* interruption_;
    };

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Is it what check() throws?
bool is_interruption(const Error& error);

/// interruption->check(), if there is one.
void check(const Interruption* interruption);

/// interruption->sleep_for(time), or a plain sleep if there is none.
void sleep_for(const Interruption* interruption, std::chrono::milliseconds time);

} // namespace pgslate
