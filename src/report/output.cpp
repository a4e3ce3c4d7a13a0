#include "report/output.hpp"

#include "report/terminal.hpp"
#include "report/terminal_text.hpp"

#include <cstdio>
#include <iostream>
#include <poll.h>
#include <unistd.h>

namespace pgslate::report {
namespace {

void write(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
}

} // namespace

void Output::line(std::string_view text) const {
    if (manner_.json || manner_.quiet) return;
    with_room([&] {
        write(stdout, on_one_line(text));
        write(stdout, "\n");
        std::fflush(stdout);
    });
}

void Output::raw(std::string_view text) const {
    with_room([&] { write(stdout, text); });
}

void Output::document(const Json& json) const {
    if (!manner_.json) return;
    with_room([&] {
        write(stdout, json.text());
        write(stdout, "\n");
    });
}

void Output::note(std::string_view text) const {
    if (manner_.json || manner_.quiet) return;
    with_room([&] {
        write(stderr, on_one_line(text));
        write(stderr, "\n");
    });
}

void Output::talk(std::string_view text) const {
    with_room([&] { write(stderr, text); });
}

std::string Output::ask(std::string_view question) const {
    std::string answer;
    with_room([&] {
        write(stderr, on_one_line(question));
        std::getline(std::cin, answer);
    });
    return answer;
}

// ECMA-48: CUP, ED. What has scrolled away stays.
void Output::clear_screen() const {
    if (is_able_terminal(STDERR_FILENO)) talk("\033[H\033[2J");
}

void Output::with_room(const std::function<void()>& write) const {
    if (line_ != nullptr)
        line_->make_room(write);
    else
        write();
}

bool Output::color_out() const {
    return colors(STDOUT_FILENO);
}

bool Output::color_err() const {
    return colors(STDERR_FILENO);
}

bool Output::flushed() {
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

// poll(2): POLLERR for the writing end of a pipe whose reading end is closed.
bool Output::nobody_reads() {
    pollfd pipe{.fd = STDOUT_FILENO, .events = 0, .revents = 0};
    return ::poll(&pipe, 1, 0) == 1 && (pipe.revents & POLLERR) != 0;
}

bool Output::colors(int descriptor) const {
    if (manner_.color != Color::automatic) return manner_.color == Color::always;
    return !manner_.no_color && is_able_terminal(descriptor);
}

} // namespace pgslate::report
