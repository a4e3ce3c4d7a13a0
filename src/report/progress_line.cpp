#include "report/progress_line.hpp"

#include "base/format.hpp"
#include "report/columns.hpp"
#include "report/terminal.hpp"

#include <algorithm>
#include <csignal>
#include <system_error>
#include <unistd.h>

namespace pgslate::report {
namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 100ms;
constexpr auto worth_showing = 500ms;

// The terminal may be gone, or slow; either is no reason to do anything else.
void put(std::string_view text) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

// Signals are for the thread that listens to them, and for none that begins before it.
class NoSignals {
  public:
    NoSignals() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~NoSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    NoSignals(const NoSignals&) = delete;
    NoSignals& operator=(const NoSignals&) = delete;

  private:
    sigset_t before_{};
};

} // namespace

ProgressLine::Following::Following(ProgressLine& line, const Progress& progress) : line_(line) {
    if (!progress.is_shown()) return;
    const NoSignals inherited_by_the_thread;
    line_.ended_ = false;
    line_.utf8_ = knows_utf8();
    try {
        line_.thread_ = std::thread([&line, &progress] { line.run(progress); });
    } catch (const std::system_error&) {
        // Too few threads for a line that can be done without.
    }
}

ProgressLine::Following::~Following() {
    if (!line_.thread_.joinable()) return;
    {
        const std::lock_guard lock(line_.ending_mutex_);
        line_.ended_ = true;
    }
    line_.ending_.notify_one();
    line_.thread_.join();
    line_.make_room([] {});
}

void ProgressLine::run(const Progress& progress) {
    std::unique_lock lock(ending_mutex_);
    while (!ending_.wait_for(lock, between_looks, [this] { return ended_; })) {
        lock.unlock();
        try {
            paint(progress);
        } catch (const std::exception&) {
            // Nothing is shown then: the work is what counts.
        }
        lock.lock();
    }
}

void ProgressLine::paint(const Progress& progress) {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock || Progress::Clock::now() - said_ < worth_showing) return;
    const auto now = progress.now();
    const auto columns = columns_to_write_over();
    if (!now || columns == 0) return clear();
    show(in_words(*now, {.columns = columns, .utf8 = utf8_}, going_of(*now)));
}

// A tenth of the time, and at least a second, without anything done: the next may take any time.
Going ProgressLine::going_of(const Progress::Now& now) {
    const auto time = Progress::Clock::now();
    if (now.what != counted_.what || now.count.done != counted_.done)
        counted_ = {.what = now.what, .done = now.count.done, .at = time};
    const auto lately = std::max<std::chrono::nanoseconds>(1s, now.elapsed / 10);
    return time - counted_.at < lately ? Going::on : Going::nowhere;
}

// Spaces rather than an escape sequence take away what is left of the old words: every terminal
// knows them.
void ProgressLine::show(const std::string& line) {
    if (line == shown_) return;
    const auto old = std::min(columns_of(shown_), columns_to_write_over());
    const auto left = old - std::min(old, columns_of(line));
    put(format("\r{}{:{}}", line, "", left));
    shown_ = line;
}

void ProgressLine::clear() {
    if (shown_.empty()) return;
    put(format("\r{:{}}\r", "", std::min(columns_of(shown_), columns_to_write_over())));
    shown_.clear();
}

void ProgressLine::make_room(const std::function<void()>& write) {
    const std::lock_guard lock(mutex_);
    clear();
    write();
    said_ = Progress::Clock::now();
}

void ProgressLine::clear_at_the_end() {
    // Whoever has it may be waiting for a terminal that takes nothing.
    if (mutex_.try_lock_for(100ms)) clear();
}

} // namespace pgslate::report
