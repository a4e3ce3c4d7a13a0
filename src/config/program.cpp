#include "config/program.hpp"

#include "base/format.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pgslate::config {
namespace {

class Pipe {
  public:
    Pipe() {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0)
            throw std::system_error(errno, std::generic_category());
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close(ends_[0]);
        close_writing();
    }

    int reading() const { return ends_[0]; }
    int writing() const { return ends_[1]; }
    void close_writing() {
        if (ends_[1] >= 0) close(ends_[1]);
        ends_[1] = -1;
    }

  private:
    std::array<int, 2> ends_{};
};

class FileActions {
  public:
    FileActions() { posix_spawn_file_actions_init(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

    posix_spawn_file_actions_t* get() { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

// The program begins with the signals as they usually are, whatever we do with ours.
class Attributes {
  public:
    Attributes() {
        posix_spawnattr_init(&attributes_);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes_, &signals);
        sigaddset(&signals, SIGPIPE);
        sigaddset(&signals, SIGXFSZ);
        posix_spawnattr_setsigdefault(&attributes_, &signals);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }

    const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 4096> block{};
    for (;;) {
        const auto got = read(descriptor, block.data(), block.size());
        if (got > 0) text.append(block.data(), static_cast<std::size_t>(got));
        if (got == 0 || (got < 0 && errno != EINTR)) return text;
    }
}

// What went wrong according to waitpid(), or nothing.
std::string wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR) return "was lost";
    if (WIFSIGNALED(status)) return format("was ended by signal {}", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0) return format("ended with status {}", WEXITSTATUS(status));
    return {};
}

// posix_spawn takes pointers to characters it promises not to change.
std::vector<char*> arguments_of(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    return arguments;
}

} // namespace

ProgramResult run_program(const std::vector<std::string>& command,
                          const std::filesystem::path& folder) {
    Pipe pipe;
    FileActions actions;
    posix_spawn_file_actions_adddup2(actions.get(), pipe.writing(), STDOUT_FILENO);
    posix_spawn_file_actions_addchdir_np(actions.get(), folder.c_str());
    const auto arguments = arguments_of(command);
    pid_t process = 0;
    const Attributes attributes;
    const auto problem = posix_spawnp(&process, command.front().c_str(), actions.get(),
                                      attributes.get(), arguments.data(), environ);
    if (problem != 0)
        return {.output = {},
                .complaint = format("cannot be run: {}", std::generic_category().message(problem))};
    pipe.close_writing();
    auto output = read_all(pipe.reading());
    return {.output = std::move(output), .complaint = wait_for(process)};
}

} // namespace pgslate::config
