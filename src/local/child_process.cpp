#include "local/child_process.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/fresh_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pgslate::local {
namespace {

struct Pipe {
    Descriptor read;
    Descriptor write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw Error(ExitStatus::failed,
                    "cannot make a pipe: " + std::generic_category().message(errno));
    return {.read = Descriptor(ends[0]), .write = Descriptor(ends[1])};
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (const auto& text : texts)
        result.push_back(const_cast<char*>(text.c_str())); // NOLINT: execve takes char* of old
    result.push_back(nullptr);
    return result;
}

// Everything from here to `run` happens between fork and exec: only async-signal-safe calls.

// stdin, stdout and stderr as wanted; nothing else stays open but `report`.
void arrange_descriptors(const Launch& launch, int report) {
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int in = ::fcntl(launch.input < 0 ? null : launch.input, F_DUPFD_CLOEXEC, 3);
    const int out = ::fcntl(launch.output < 0 ? null : launch.output, F_DUPFD_CLOEXEC, 3);
    const int errors = ::fcntl(launch.errors < 0 ? out : launch.errors, F_DUPFD_CLOEXEC, 3);
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    close_all(3, static_cast<unsigned>(report) - 1);
    close_all(static_cast<unsigned>(report) + 1, ~0U);
}

// Returns errno of what did not work.
int run(const Launch& launch, char* const* arguments, char* const* environment, int report) {
    reset_signals();
    arrange_descriptors(launch, report);
    ::umask(S_IRWXG | S_IRWXO);
    if (::chdir("/") != 0) return errno;
    if (launch.detached) ::setsid();
    if (const int reason = launch.user ? become(*launch.user) : 0; reason != 0) return reason;
    // After the change of account, which clears it.
    if (!launch.detached) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::execve(arguments[0], arguments, environment);
    return errno;
}

[[noreturn]] void cannot_run(const std::string& program, std::string_view as, int reason) {
    throw Error(ExitStatus::unavailable, format("cannot run {}{}: {}", program, as,
                                                std::generic_category().message(reason)));
}

[[noreturn]] void cannot_run(const Launch& launch, int reason) {
    const auto as = launch.user ? format(" as user {}", launch.user->name) : std::string();
    cannot_run(launch.command[0], as, reason);
}

std::string read_all(int from) {
    std::string text;
    std::array<char, 4096> block{};
    ssize_t got = 0;
    while ((got = ::read(from, block.data(), block.size())) != 0) {
        if (got > 0)
            text.append(block.data(), static_cast<std::size_t>(got));
        else if (errno != EINTR)
            break;
    }
    return text;
}

// A file without a name, which is gone with its last descriptor.
Descriptor make_memory_file() {
    Descriptor file(::memfd_create("pgslate", MFD_CLOEXEC));
    if (!file)
        throw Error(ExitStatus::failed,
                    "cannot make a file in memory: " + std::generic_category().message(errno));
    return file;
}

void write_all(int to, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(to, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0)
            throw Error(ExitStatus::failed,
                        "cannot write: " + std::generic_category().message(errno));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    ::lseek(to, 0, SEEK_SET);
}

} // namespace

std::vector<std::string> server_environment(const config::Environment& environment) {
    std::vector<std::string> result{"LC_ALL=C"}; // messages in English; it decides nothing else
    for (const auto* name : std::array{"PATH", "TZ", "LD_LIBRARY_PATH"})
        if (const auto value = environment.get(name))
            result.push_back(format("{}={}", name, *value));
    return result;
}

pid_t launch(const Launch& launch) {
    hear_of_children();
    const auto arguments = pointers(launch.command);
    const auto environment = pointers(launch.environment);
    auto report = make_pipe();
    // Above stdin, stdout and stderr, which the child replaces.
    report.write = Descriptor(::fcntl(report.write.get(), F_DUPFD_CLOEXEC, 10));
    const auto child = ::fork();
    if (child < 0) cannot_run(launch, errno);
    if (child == 0) {
        const int number = report.write.get();
        const int reason = run(launch, arguments.data(), environment.data(), number);
        const auto written = ::write(number, &reason, sizeof reason);
        ::_exit(written == sizeof reason ? 126 : 127);
    }
    report.write.close();
    const auto said = read_all(report.read.get());
    if (said.size() != sizeof(int)) return child;
    succeeded(child);
    int reason = 0;
    said.copy(reinterpret_cast<char*>(&reason), sizeof reason);
    cannot_run(launch, reason);
}

void become(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
    const auto arguments = pointers(command);
    const auto variables = pointers(environment);
    reset_signals();
    ::execve(arguments[0], arguments.data(), variables.data());
    cannot_run(command[0], "", errno);
}

bool succeeded(pid_t child) {
    int status = 0;
    pid_t answer = -1;
    do answer = ::waitpid(child, &status, 0);
    while (answer < 0 && errno == EINTR);
    return answer == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool has_ended(pid_t child) {
    int status = 0;
    return ::waitpid(child, &status, WNOHANG) != 0;
}

Said said_by(Launch what) {
    auto pipe = make_pipe();
    what.output = pipe.write.get();
    const auto child = launch(what);
    pipe.write.close();
    Said said{.text = read_all(pipe.read.get())};
    said.succeeded = succeeded(child);
    return said;
}

std::string made_by(Launch what, std::string_view input) {
    const auto given = make_memory_file();
    write_all(given.get(), input);
    const auto errors = make_memory_file();
    what.input = given.get();
    what.errors = errors.get();
    auto said = said_by(what);
    if (said.succeeded) return std::move(said.text);
    ::lseek(errors.get(), 0, SEEK_SET);
    throw Error(ExitStatus::failed, {.message = format("{} failed", what.command[0]),
                                     .notes = {read_all(errors.get())}});
}

std::string output_of(const std::vector<std::string>& command,
                      const config::Environment& environment) try {
    auto said = said_by(
        {.command = command, .environment = server_environment(environment), .user = std::nullopt});
    return said.succeeded ? said.text : std::string();
} catch (const Error&) {
    return {};
}

} // namespace pgslate::local
