#include "cli/process.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/time.h>
#include <unistd.h>

namespace pgslate::cli {

void hide_urls(int argc, char** argv) {
    constexpr std::string_view mark = "://";
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const auto at = argument.find(mark);
        if (at == std::string_view::npos) continue;
        std::fill(argv[i] + at + mark.size(), argv[i] + argument.size(), '*');
    }
}

void open_standard_descriptors() {
    // open() gives the lowest free number, so the holes are filled from below.
    for (int opened = 0; opened >= 0 && opened <= STDERR_FILENO;) {
        // It stays open when it fills a hole. Writing to it fails, so that a lost result is
        // noticed.
        opened = ::open("/dev/null", O_RDONLY);
        if (opened > STDERR_FILENO) ::close(opened);
    }
}

void export_variables(const config::Environment& environment) {
    for (const auto& [name, variable] : environment.variables()) {
        if (!variable.place.known()) continue;
        if (name.starts_with("PG")) environment.get(name);
        ::setenv(name.c_str(), variable.value.c_str(), 1);
    }
}

// PGPASSWORD, PGPASSFILE, PGSERVICEFILE and the PGSSL* variables stay: they name neither server nor
// database. The last three of these are settings that would win against those of our sessions.
void forget_libpq_target() {
    for (const auto* variable : {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER",
                                 "PGSERVICE", "PGOPTIONS", "PGDATESTYLE", "PGTZ", "PGGEQO"})
        ::unsetenv(variable);
}

void end_after(std::chrono::milliseconds time) {
    std::signal(SIGALRM, [](int) { ::_exit(0); });
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    const itimerval once{
        .it_interval = {},
        .it_value = {.tv_sec = seconds.count(),
                     .tv_usec = std::chrono::microseconds(time - seconds).count()}};
    ::setitimer(ITIMER_REAL, &once, nullptr);
}

void survive_failed_writing() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void end_by_closed_pipe() {
    constexpr int status_of_shells = 128 + SIGPIPE;
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
    ::_exit(status_of_shells); // where it is blocked
}

} // namespace pgslate::cli
