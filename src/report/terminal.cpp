#include "report/terminal.hpp"

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pgslate::report {

bool is_able_terminal(int descriptor) {
    const char* term = std::getenv("TERM"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    const bool able = term != nullptr && *term != '\0' && std::strcmp(term, "dumb") != 0;
    return able && ::isatty(descriptor) == 1;
}

std::size_t columns_to_write_over() {
    winsize size{};
    constexpr unsigned kept_free = 3;
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    const unsigned all = known ? size.ws_col : 80U;
    return all > kept_free ? all - kept_free : 0;
}

// A locale that is not installed is none.
bool knows_utf8() {
    auto* const locale = ::newlocale(LC_CTYPE_MASK, "", nullptr);
    if (locale == nullptr) return false;
    const bool utf8 = std::strcmp(::nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    ::freelocale(locale);
    return utf8;
}

} // namespace pgslate::report
