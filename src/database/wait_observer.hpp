// Watching what a session waits for, while it waits.
#pragma once

#include "database/lock_wait.hpp"
#include "database/server.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace pgslate::database {

/// The server says that a lock was not to be had, but not who has it, and when it says so the
/// session waits no more: so another session asks again and again, on a thread of its own. That
/// session is used by nobody else as long as this lives.
///
/// Where somebody looks at the progress, it remarks for whom a statement of more than an interval
/// waits, or how far it is.
class WaitObserver {
  public:
    /// Looks every `interval` for whom the session with process id `pid` waits.
    WaitObserver(postgres::Session& session, int pid, std::chrono::milliseconds interval);
    /// Remarks only, once a second: with a session that is opened when there is something to look
    /// for, if one is to be had. Does nothing where nobody looks at the session's progress.
    WaitObserver(const Server& server, const postgres::Session& watched, std::string_view task);
    /// Looks every `interval`, as the first one does, with a session with `database` that is opened
    /// as the second one's is.
    WaitObserver(const Server& server, const postgres::Session& watched, std::string_view task,
                 const std::string& database, std::chrono::milliseconds interval);
    ~WaitObserver();
    WaitObserver(const WaitObserver&) = delete;
    WaitObserver& operator=(const WaitObserver&) = delete;

    /// Looks no more, and returns the wait that was seen last, if any was.
    const std::optional<LockWait>& end();

  private:
    void watch();
    bool goes_on();
    void look();
    void remark(const LockWait& wait);

    postgres::Session* session_;           ///< nullptr: not opened yet
    std::optional<postgres::Session> own_; ///< if it is not the caller's
    postgres::ConnectionParameters way_to_own_;
    Progress* progress_; ///< nullptr: nobody looks at it
    int pid_;
    std::chrono::milliseconds interval_;
    std::optional<LockWait> last_; // the thread's as long as it runs
    std::mutex mutex_;
    std::condition_variable ending_;
    bool ended_ = false;
    std::thread thread_; // the last: it uses the others
};

} // namespace pgslate::database
