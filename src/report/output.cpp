#include "report/output.hpp"

#include "report/terminal_text.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace pgslate::report {
namespace {

void write(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
}

} // namespace

void Output::line(std::string_view text) const {
    if (manner_.json || manner_.quiet) return;
    write(stdout, on_one_line(text));
    write(stdout, "\n");
    std::fflush(stdout);
}

void Output::raw(std::string_view text) {
    write(stdout, text);
}

void Output::document(const Json& json) const {
    if (!manner_.json) return;
    write(stdout, json.text());
    write(stdout, "\n");
}

void Output::note(std::string_view text) const {
    if (manner_.json || manner_.quiet) return;
    write(stderr, on_one_line(text));
    write(stderr, "\n");
}

void Output::talk(std::string_view text) {
    write(stderr, text);
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

bool Output::colors(int descriptor) const {
    if (manner_.color != Color::automatic) return manner_.color == Color::always;
    return !manner_.no_color && ::isatty(descriptor) == 1;
}

} // namespace pgslate::report
