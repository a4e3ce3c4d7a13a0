#include "support/run_program.hpp"

#include "base/descriptor.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utmp.h>

namespace pgslate::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array inherited = {"PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"};

// What execve() takes. Made before the fork: little is allowed between fork and exec.
class Vector {
  public:
    explicit Vector(std::vector<std::string> strings) : strings_(std::move(strings)) {
        for (auto& string : strings_) pointers_.push_back(string.data());
        pointers_.push_back(nullptr);
    }
    char* const* get() const { return pointers_.data(); }

  private:
    std::vector<std::string> strings_;
    std::vector<char*> pointers_;
};

Vector arguments_of(const Program& program) {
    auto words = program.arguments;
    words.insert(words.begin(), program.binary);
    return Vector(std::move(words));
}

Vector environment_of(const Program& program) {
    auto variables = program.environment;
    for (const auto* name : inherited)
        if (const char* value = std::getenv(name)) // NOLINT(concurrency-mt-unsafe)
            variables.try_emplace(name, value);
    // There are thousands of short runs, each of which would search for leaks, and remember for
    // each piece of memory who wanted it. Leaks are found by the tests that call the same code
    // themselves.
    variables.try_emplace("ASAN_OPTIONS", "detect_leaks=0:malloc_context_size=2");
    std::vector<std::string> lines;
    for (const auto& [name, value] : variables) lines.push_back(format("{}={}", name, value));
    return Vector(std::move(lines));
}

[[noreturn]] void become(const Program& program, const Vector& arguments,
                         const Vector& environment) {
    if (::chdir(program.folder.c_str()) == 0)
        ::execve(program.binary.c_str(), arguments.get(), environment.get());
    ::_exit(127);
}

struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        from = Descriptor(ends[0]);
        to = Descriptor(ends[1]);
    }
    Descriptor from;
    Descriptor to;
};

// A child process that is no longer there when this goes.
class Child {
  public:
    explicit Child(pid_t pid) : pid_(pid) {}
    ~Child() {
        if (ended_) return;
        ::kill(-pid_, SIGKILL); // with whomever it started: it leads a session of its own
        wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

  private:
    pid_t pid_;
    bool ended_ = false;
};

// Appends what there is to read; false at the end. A terminal whose program has gone says EIO.
bool read_some(int descriptor, std::string& text) {
    std::array<char, 65536> buffer{};
    const auto count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && errno == EINTR);
}

void write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(descriptor, text.data(), text.size());
        if (count <= 0) return; // nobody reads any more
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

// Waits for one of the descriptors; a closed one is -1.
void wait_for(std::vector<pollfd>& descriptors, Clock::time_point deadline,
              const std::string& seen) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    const auto count = left.count() <= 0 ? 0
                                         : ::poll(descriptors.data(), descriptors.size(),
                                                  static_cast<int>(left.count()));
    if (count == 0) throw std::runtime_error("a program did not end in time; it wrote: " + seen);
}

void read_both(const Pipe& out, const Pipe& err, Clock::time_point deadline, Ended& ended) {
    std::vector<pollfd> open = {{.fd = out.from.get(), .events = POLLIN, .revents = 0},
                                {.fd = err.from.get(), .events = POLLIN, .revents = 0}};
    const std::array<std::string*, 2> texts = {&ended.out, &ended.err};
    while (open[0].fd >= 0 || open[1].fd >= 0) {
        wait_for(open, deadline, ended.out + ended.err);
        for (std::size_t i = 0; i < open.size(); ++i)
            if (open[i].revents != 0 && !read_some(open[i].fd, *texts.at(i))) open[i].fd = -1;
    }
}

std::chrono::milliseconds since(Clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
}

// A file in memory, because writing into a pipe that nobody reads would end the test.
Descriptor input_of(const Program& program) {
    Descriptor file(::memfd_create("input", MFD_CLOEXEC));
    write_all(file.get(), program.input);
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

// A terminal ends lines with "\r\n"; a "\r" alone goes back to write over one.
std::string with_plain_line_ends(const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text.compare(i, 2, "\r\n") != 0) result += text[i];
    return result;
}

} // namespace

Ended run(const Program& program) {
    const auto begin = Clock::now();
    const auto arguments = arguments_of(program);
    const auto environment = environment_of(program);
    const auto in = input_of(program);
    Pipe out;
    Pipe err;
    const auto pid = ::fork();
    if (pid < 0) throw std::runtime_error("cannot fork");
    if (pid == 0) {
        ::setsid();
        ::dup2(in.get(), STDIN_FILENO);
        ::dup2(out.to.get(), STDOUT_FILENO);
        ::dup2(err.to.get(), STDERR_FILENO);
        become(program, arguments, environment);
    }
    Child child(pid);
    if (program.on_start) program.on_start(pid);
    out.to.close();
    err.to.close();
    Ended ended;
    read_both(out, err, begin + program.timeout, ended);
    ended.status = child.wait();
    ended.took = since(begin);
    return ended;
}

Ended run_in_terminal(const Program& given, const std::vector<Typing>& typing) {
    const auto begin = Clock::now();
    auto program = given;
    program.environment.try_emplace("TERM", "xterm");
    const auto arguments = arguments_of(program);
    const auto environment = environment_of(program);
    winsize size{.ws_row = 24,
                 .ws_col = static_cast<unsigned short>(program.columns),
                 .ws_xpixel = 0,
                 .ws_ypixel = 0};
    int master = -1;
    int slave = -1;
    // Both ends are opened here: a child without one would end without a word.
    if (::openpty(&master, &slave, nullptr, nullptr, &size) != 0)
        throw std::runtime_error(
            format("this test needs a terminal, from /dev/ptmx and /dev/pts: {}",
                   std::generic_category().message(errno)));
    const Descriptor terminal(master);
    Descriptor other_end(slave);
    ::fcntl(master, F_SETFD, FD_CLOEXEC);
    const auto pid = ::fork();
    if (pid < 0) throw std::runtime_error("cannot fork");
    if (pid == 0 && ::login_tty(slave) == 0) become(program, arguments, environment);
    if (pid == 0) ::_exit(127);
    Child child(pid);
    if (program.on_start) program.on_start(pid);
    other_end.close();
    Ended ended;
    std::size_t read = 0; // up to here the person has read
    auto next = typing.begin();
    std::vector<pollfd> open = {{.fd = master, .events = POLLIN, .revents = 0}};
    for (; read_some(master, ended.out); wait_for(open, begin + program.timeout, ended.out)) {
        const auto at =
            next == typing.end() ? std::string::npos : ended.out.find(next->prompt, read);
        if (at == std::string::npos) continue;
        read = at + next->prompt.size();
        write_all(master, next++->text);
    }
    ended.status = child.wait();
    ended.took = since(begin);
    ended.out = with_plain_line_ends(ended.out);
    return ended;
}

} // namespace pgslate::testing
