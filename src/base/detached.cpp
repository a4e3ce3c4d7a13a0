#include "base/detached.hpp"

#include "base/fresh_process.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgslate {
namespace {

// Whoever reads what we print waits for the end of all that could print there.
void let_go(int kept) {
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (null < 0 || ::dup2(null, standard) < 0) ::close(standard);
    close_all(STDERR_FILENO + 1, static_cast<unsigned>(kept) - 1);
    close_all(static_cast<unsigned>(kept) + 1, ~0U);
}

[[noreturn]] void go_on(int kept, std::chrono::seconds limit, const std::function<void()>& work) {
    reset_signals();
    ::alarm(static_cast<unsigned>(limit.count()));
    let_go(kept);
    if (::chdir("/") != 0) ::_exit(1);
    try {
        work();
    } catch (...) {
        ::_exit(1); // nobody listens
    }
    ::_exit(0);
}

} // namespace

// What leads a session of processes gets a terminal with the first that it opens; its child never.
//
// With the first process of a container all others end.
bool detach(int kept, std::chrono::seconds limit, const std::function<void()>& work) {
    if (::getpid() == 1) return false;
    hear_of_children();
    const auto child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
        ::setsid();
        const auto second = ::fork();
        if (second == 0) go_on(kept, limit, work);
        ::_exit(second < 0 ? 1 : 0);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace pgslate
