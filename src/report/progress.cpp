#include "report/progress.hpp"

#include "base/format.hpp"
#include "report/terminal_text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace pgslate::report {
namespace {

// A line that is wider than the terminal could not be taken back. The last column stays free:
// in it some terminals go on to the next line.
std::size_t widest() {
    winsize size{};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return known ? size.ws_col - 1U : 79U;
}

} // namespace

Progress::Progress(const Output& output)
    : silent_(output.json() || output.quiet()), terminal_(::isatty(STDERR_FILENO) == 1) {}

// Spaces rather than an escape sequence take away what is left of the old words: every terminal
// knows them.
void Progress::show(std::string_view state, std::string_view count) {
    if (silent_) return;
    if (!terminal_) {
        if (state != state_) Output::talk(format("{}\n", tame(state)));
        state_ = state;
        return;
    }
    const auto line = tame(format("{} ({})", state, count)).substr(0, widest());
    Output::talk(format("\r{:<{}}", line, width_));
    width_ = line.size();
}

void Progress::clear() {
    if (width_ > 0) Output::talk(format("\r{:{}}\r", "", width_));
    width_ = 0;
}

} // namespace pgslate::report
