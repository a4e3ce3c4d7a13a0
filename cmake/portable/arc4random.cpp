// std::random_device of libstdc++ takes its numbers from arc4random(3), which glibc has since 2.36 and
// which takes them from getrandom(2), which it has since 2.25.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <sys/random.h>

extern "C" std::uint32_t arc4random() noexcept {
    std::uint32_t number = 0;
    while (getrandom(&number, sizeof number, 0) != sizeof number)
        if (errno != EINTR) std::abort(); // a number that is none must not pass for one
    return number;
}
