#include "database/wait_observer.hpp"

namespace pgslate::database {

WaitObserver::WaitObserver(postgres::Session& session, int pid, std::chrono::milliseconds interval)
    : session_(session), pid_(pid), interval_(interval), thread_([this] { watch(); }) {}

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
        while (goes_on())
            if (auto wait = lock_wait_of(session_, pid_)) last_ = std::move(wait);
    } catch (const std::exception&) {
        // Nobody is named then. Whoever uses the session next hears what is wrong with it.
    }
}

} // namespace pgslate::database
