// What is being done, and how far it is: said by whoever works, looked at by whoever shows it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace pgslate {

/// How far something is; a total of zero is not known. The unit is a plural: "statements"; "bytes"
/// and "ms" are shown as sizes and times.
struct ProgressCount {
    std::size_t done = 0;
    std::size_t total = 0;
    std::string_view unit{}; ///< of static storage
};

/// Whoever works calls nobody: it begins a Task and counts. Whoever shows it asks now() as often as
/// it likes, on a thread of its own. So nobody is held up, and counting costs nothing.
///
/// Where one is taken by pointer, nullptr means: nobody looks. All of it is safe to use from
/// several threads.
class Progress {
  public:
    using Clock = std::chrono::steady_clock;
    /// Hears a statement that has run, without secrets, and how long it took.
    using Heard = std::function<void(std::string_view statement, std::chrono::nanoseconds took)>;

    using Count = ProgressCount;

    /// What is being done at one moment.
    struct Now {
        std::string what; ///< "Building the tables"
        Count count;
        std::chrono::nanoseconds elapsed{}; ///< since it began
        std::string part;                   ///< what of it just now: a statement, a wait; or empty
        Count part_count;
    };

    /// `shown`: somebody asks now(). `statements` may be empty.
    explicit Progress(bool shown, Heard statements = {});

    /// What began last and still goes on; nothing if nobody does anything.
    std::optional<Now> now() const;
    bool is_shown() const { return shown_; }

    /// Says what the server says of the statement that runs, until another has run.
    void remark(std::string part, Count count = {});
    /// A message of statements has been answered.
    void answered() { ++answers_; }
    /// How often that was.
    unsigned answers() const { return answers_; }

    /// Does somebody want to hear of each statement?
    bool hears_statements() const { return statements_ && trials_ == 0; }
    void hear(std::string_view statement, std::chrono::nanoseconds took) const;

    /// Something that is done as long as this lives, maybe as a part of something else.
    class Task {
      public:
        Task(Progress* progress, std::string_view what, std::size_t total = 0,
             std::string_view unit = {});
        ~Task();
        Task(const Task&) = delete;
        Task& operator=(const Task&) = delete;

        void set_done(std::size_t done) { done_ = done; }
        void add_done(std::size_t more = 1) { done_ += more; }
        void set_total(std::size_t total) { total_ = total; }
        /// What of it is done from now on.
        void set_part(std::string part, Count count = {});

      private:
        friend class Progress;
        Progress* progress_; ///< nullptr: nobody looks
        std::string what_;
        std::string_view unit_;
        std::atomic<std::size_t> done_ = 0;
        std::atomic<std::size_t> total_;
        Clock::time_point since_;
        std::string part_; // this and the rest are guarded by the mutex
        Count part_count_;
        std::list<Task*>::iterator place_;
    };

    /// As long as it lives, statements are only tried, and nobody hears of them.
    class Trial {
      public:
        explicit Trial(Progress* progress);
        ~Trial();
        Trial(const Trial&) = delete;
        Trial& operator=(const Trial&) = delete;

      private:
        Progress* progress_;
    };

  private:
    struct Remark {
        std::string part;
        Count count;
        unsigned answers = 0; // when it was made
    };

    const bool shown_;
    const Heard statements_;
    std::atomic<int> trials_ = 0;
    std::atomic<unsigned> answers_ = 0;
    mutable std::mutex mutex_;
    std::list<Task*> tasks_; // in the order in which they began
    std::optional<Remark> remark_;
};

} // namespace pgslate
