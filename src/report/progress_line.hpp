// One line of a terminal that says what is being done, as long as that lasts.
#pragma once

#include "base/progress.hpp"
#include "report/progress_words.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace pgslate::report {

/// Looks ten times a second what is being done, on a thread of its own, and shows it on standard
/// error once nothing else has been said for half a second. It goes before other words come, and in
/// the end.
class ProgressLine {
  public:
    ProgressLine() = default;
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Shows what is being done as long as it lives, if somebody is to look at that.
    class Following {
      public:
        Following(ProgressLine& line, const Progress& progress);
        ~Following();
        Following(const Following&) = delete;
        Following& operator=(const Following&) = delete;

      private:
        ProgressLine& line_;
    };

    /// Writes other words where the line was.
    void make_room(const std::function<void()>& write);
    /// Takes the line away, for words that are written by somebody who is about to end the process;
    /// gives up where it can't be done in an instant.
    void clear_at_the_end();

  private:
    void run(const Progress& progress);
    void paint(const Progress& progress);
    Going going_of(const Progress::Now& now);
    void show(const std::string& line);
    void clear();

    std::timed_mutex mutex_; // whoever has it may write
    std::string shown_;
    struct Counted { // what was shown last, and when that was new
        std::string what;
        std::size_t done = 0;
        Progress::Clock::time_point at{};
    };
    Counted counted_;
    bool utf8_ = false;                                         // else only ASCII is shown
    Progress::Clock::time_point said_ = Progress::Clock::now(); // when something else was
    std::mutex ending_mutex_;
    std::condition_variable ending_;
    bool ended_ = false;
    std::thread thread_;
};

} // namespace pgslate::report
