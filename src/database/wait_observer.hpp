// Watching for whom a session waits, while it waits.
#pragma once

#include "database/lock_wait.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace pgslate::database {

/// The server says that a lock was not to be had, but not who has it, and when it says so the
/// session waits no more: so another session asks again and again, on a thread of its own. That
/// session is used by nobody else as long as this lives.
class WaitObserver {
  public:
    /// Looks every `interval` for whom the session with process id `pid` waits.
    WaitObserver(postgres::Session& session, int pid, std::chrono::milliseconds interval);
    ~WaitObserver();
    WaitObserver(const WaitObserver&) = delete;
    WaitObserver& operator=(const WaitObserver&) = delete;

    /// Looks no more, and returns the wait that was seen last, if any was.
    const std::optional<LockWait>& end();

  private:
    void watch();
    bool goes_on();

    postgres::Session& session_;
    int pid_;
    std::chrono::milliseconds interval_;
    std::optional<LockWait> last_; // the thread's as long as it runs
    std::mutex mutex_;
    std::condition_variable ending_;
    bool ended_ = false;
    std::thread thread_; // the last: it uses the others
};

} // namespace pgslate::database
