#include "database/wait_observer.hpp"

#include "base/format.hpp"
#include "database/statement_progress.hpp"

#include <utility>

namespace pgslate::database {
namespace {

Progress* if_shown(Progress* progress) {
    return progress != nullptr && progress->is_shown() ? progress : nullptr;
}

// Whoever gives up a session for this gives it up at once, or there is none; and what it finds out
// is no answer that anybody waits for.
postgres::ConnectionParameters way_for_a_look(const Server& server, std::string_view task,
                                              const std::string& database) {
    auto way = server.way_to(database);
    way.task = task;
    way.timeout = std::chrono::seconds(1);
    way.interruption = nullptr;
    way.progress = nullptr;
    return way;
}

} // namespace

WaitObserver::WaitObserver(postgres::Session& session, int pid, std::chrono::milliseconds interval)
    : session_(&session), progress_(if_shown(session.progress())), pid_(pid), interval_(interval),
      thread_([this] { watch(); }) {}

WaitObserver::WaitObserver(const Server& server, const postgres::Session& watched,
                           std::string_view task)
    : session_(nullptr), progress_(if_shown(watched.progress())),
      pid_(watched.server().backend_pid), interval_(1000) {
    if (progress_ == nullptr) return;
    way_to_own_ = way_for_a_look(server, task, "postgres");
    thread_ = std::thread([this] { watch(); });
}

WaitObserver::WaitObserver(const Server& server, const postgres::Session& watched,
                           std::string_view task, const std::string& database,
                           std::chrono::milliseconds interval)
    : session_(nullptr), way_to_own_(way_for_a_look(server, task, database)),
      progress_(if_shown(watched.progress())), pid_(watched.server().backend_pid),
      interval_(interval), thread_([this] { watch(); }) {}

WaitObserver::~WaitObserver() {
    end();
}

const std::optional<LockWait>& WaitObserver::end() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    ending_.notify_one();
    if (thread_.joinable()) thread_.join();
    return last_;
}

bool WaitObserver::goes_on() {
    std::unique_lock lock(mutex_);
    return !ending_.wait_for(lock, interval_, [this] { return ended_; });
}

void WaitObserver::watch() {
    try {
        auto answers = progress_ != nullptr ? progress_->answers() : 0;
        while (goes_on()) {
            const bool slow = progress_ == nullptr || progress_->answers() == answers;
            if (session_ != nullptr || slow) look();
            if (progress_ != nullptr) answers = progress_->answers();
        }
    } catch (const std::exception&) {
        // Nobody is named then. Whoever uses the session next hears what is wrong with it.
    }
}

void WaitObserver::look() {
    if (session_ == nullptr) session_ = &own_.emplace(way_to_own_);
    if (auto wait = lock_wait_of(*session_, pid_)) {
        if (progress_ != nullptr) remark(*wait);
        last_ = std::move(wait);
    } else if (progress_ != nullptr) {
        remark_statement(*progress_, *session_, pid_);
    }
}

void WaitObserver::remark(const LockWait& wait) {
    progress_->remark(
        format("waiting for a lock of {}", wait.blockers.front().client.pid == 0
                                               ? "a prepared transaction"
                                               : to_string(wait.blockers.front().client)));
}

} // namespace pgslate::database
