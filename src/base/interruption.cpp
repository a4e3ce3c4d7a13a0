#include "base/interruption.hpp"

#include "base/format.hpp"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <poll.h>
#include <string_view>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace pgslate {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 1800ms;
constexpr int milliseconds_between_cancels = 100;

sigset_t both_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    return signals;
}

// Without the destructors: the other thread is in the middle of something.
[[noreturn]] void end(int signal, std::string_view words, const std::function<void()>& before) {
    if (before) before();
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words.data(), words.size());
    std::_Exit(128 + signal);
}

[[noreturn]] void cannot_listen(int reason) {
    throw Error(ExitStatus::failed,
                format("cannot listen for signals: {}", std::generic_category().message(reason)),
                {"The system gives this process too few files or threads: see `ulimit -a`."});
}

} // namespace

struct Interruption::State {
    explicit State(std::function<void()> before_the_end) : at_the_end(std::move(before_the_end)) {
        const auto signals = both_signals();
        heard = opened(::signalfd(-1, &signals, SFD_CLOEXEC));
        finished = opened(::eventfd(0, EFD_CLOEXEC));
        ::pthread_sigmask(SIG_BLOCK, &signals, &before);
        start();
    }

    ~State() {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(finished, &one, sizeof one);
        listener.join();
        give_back();
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    // Without it no signal would be heard, and nothing could end the listener.
    int opened(int descriptor) const {
        if (descriptor >= 0) return descriptor;
        const auto reason = errno;
        give_back();
        cannot_listen(reason);
    }

    void start() {
        try {
            listener = std::thread([this] { listen(); });
        } catch (const std::system_error& error) {
            give_back();
            ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
            cannot_listen(error.code().value());
        }
    }

    void give_back() const {
        for (const int descriptor : {heard, finished})
            if (descriptor >= 0) ::close(descriptor);
    }

    void listen() {
        std::array<pollfd, 2> sources{pollfd{heard, POLLIN, 0}, pollfd{finished, POLLIN, 0}};
        while (true) {
            const int pause = signal ? milliseconds_between_cancels : -1;
            ::poll(sources.data(), sources.size(), pause);
            if (sources[1].revents != 0) return;
            if (sources[0].revents != 0) hear();
            cancel();
        }
    }

    void hear() {
        signalfd_siginfo info{};
        if (::read(heard, &info, sizeof info) != sizeof info) return;
        const std::lock_guard lock(mutex);
        const auto number = static_cast<int>(info.ssi_signo);
        if (signal && number == SIGINT)
            end(number, "\ninterrupted again: not tidied up\n", at_the_end);
        if (signal) return;
        if (works.empty() && obligations == 0 && shields == 0)
            end(number, "\ninterrupted\n", at_the_end);
        signal = number;
        came.notify_all();
        // Cancelling may itself wait for a server that no longer answers.
        std::thread([number, at_the_end = at_the_end] {
            std::this_thread::sleep_for(patience);
            end(number, "\ninterrupted; what is left over is removed by the next run\n",
                at_the_end);
        }).detach();
    }

    void cancel() {
        const std::lock_guard lock(mutex);
        if (!signal || shields > 0) return;
        for (const auto& [work, cancel] : works) cancel();
    }

    const std::function<void()> at_the_end;
    sigset_t before{};
    int heard = -1;
    int finished = -1;
    std::mutex mutex;
    std::condition_variable came;
    // What follows is guarded by the mutex; `signal` is written by the listener alone.
    std::optional<int> signal;
    std::map<const Work*, std::function<void()>> works;
    int obligations = 0;
    int shields = 0;
    std::thread listener; // the last: it uses the others
};

Interruption::Interruption(std::function<void()> at_the_end)
    : state_(std::make_unique<State>(std::move(at_the_end))) {}
Interruption::~Interruption() = default;

void Interruption::check() const {
    const std::lock_guard lock(state_->mutex);
    if (!state_->signal || state_->shields > 0) return;
    const bool asked = *state_->signal == SIGINT;
    throw Error(asked ? ExitStatus::interrupted : ExitStatus::terminated, "interrupted");
}

void Interruption::sleep_for(std::chrono::milliseconds time) const {
    {
        std::unique_lock lock(state_->mutex);
        state_->came.wait_for(lock, time,
                              [this] { return state_->signal && state_->shields == 0; });
    }
    check();
}

Interruption::Work::Work(Interruption* interruption, std::function<void()> cancel)
    : interruption_(interruption) {
    if (interruption_ == nullptr) return;
    const std::lock_guard lock(interruption_->state_->mutex);
    interruption_->state_->works.emplace(this, std::move(cancel));
}

Interruption::Work::~Work() {
    if (interruption_ == nullptr) return;
    const std::lock_guard lock(interruption_->state_->mutex);
    interruption_->state_->works.erase(this);
}

Interruption::Obligation::Obligation(Interruption* interruption) : interruption_(interruption) {
    if (interruption_ == nullptr) return;
    const std::lock_guard lock(interruption_->state_->mutex);
    ++interruption_->state_->obligations;
}

Interruption::Obligation::~Obligation() {
    if (interruption_ == nullptr) return;
    const std::lock_guard lock(interruption_->state_->mutex);
    --interruption_->state_->obligations;
}

Interruption::Shield::Shield(Interruption* interruption) : interruption_(interruption) {
    if (interruption_ == nullptr) return;
    const std::lock_guard lock(interruption_->state_->mutex);
    ++interruption_->state_->shields;
}

Interruption::Shield::~Shield() {
    if (interruption_ == nullptr) return;
    const std::lock_guard lock(interruption_->state_->mutex);
    --interruption_->state_->shields;
}

bool is_interruption(const Error& error) {
    return error.status() == ExitStatus::interrupted || error.status() == ExitStatus::terminated;
}

void check(const Interruption* interruption) {
    if (interruption != nullptr) interruption->check();
}

void sleep_for(const Interruption* interruption, std::chrono::milliseconds time) {
    if (interruption == nullptr)
        std::this_thread::sleep_for(time);
    else
        interruption->sleep_for(time);
}

} // namespace pgslate
