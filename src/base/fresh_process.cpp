#include "base/fresh_process.hpp"

#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace pgslate {

void close_all(unsigned first, unsigned last) {
    if (first > last || ::syscall(SYS_close_range, first, last, 0U) == 0) return;
    // A kernel before 5.9. No sensible parent has more open than this.
    for (unsigned number = first; number <= last && number < 65536; ++number)
        ::close(static_cast<int>(number));
}

void reset_signals() {
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    for (int number = 1; number < 32; ++number) ::sigaction(number, &usual, nullptr);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void hear_of_children() {
    struct sigaction now {};
    if (::sigaction(SIGCHLD, nullptr, &now) != 0 || now.sa_handler != SIG_IGN) return;
    now.sa_handler = SIG_DFL;
    ::sigaction(SIGCHLD, &now, nullptr);
}

} // namespace pgslate
