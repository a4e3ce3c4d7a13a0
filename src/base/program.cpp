#include "base/program.hpp"

#include "base/format.hpp"
#include "base/trusted_file.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pgslate {
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

// The program begins with the signals as they usually are, whatever we do with ours; one that asks
// nobody with a group of its own, so that it ends with all that it has started. (One that asks has
// to stay in the terminal's.)
class Attributes {
  public:
    explicit Attributes(bool own_group) {
        posix_spawnattr_init(&attributes_);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes_, &signals);
        sigaddset(&signals, SIGPIPE);
        sigaddset(&signals, SIGXFSZ);
        posix_spawnattr_setsigdefault(&attributes_, &signals);
        posix_spawnattr_setpgroup(&attributes_, 0);
        const auto group = own_group ? POSIX_SPAWN_SETPGROUP : 0;
        posix_spawnattr_setflags(&attributes_, static_cast<short>(POSIX_SPAWN_SETSIGMASK
                                                                  | POSIX_SPAWN_SETSIGDEF | group));
    }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }

    const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

// What went wrong according to waitpid(), or nothing.
std::string complaint_of(int status) {
    if (WIFSIGNALED(status)) return format("was ended by signal {}", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0) return format("ended with status {}", WEXITSTATUS(status));
    return {};
}

// A program that runs, and what it says. It may leave others behind that hold its output open: an
// agent that it has started, which is left alone, or one that still prints, which is waited for
// where that counts.
class Running {
  public:
    Running(pid_t process, int output, const ProgramLimits& limits)
        : process_(process), output_(output), limits_(limits) {}

    ProgramResult result() && {
        const Interruption::Work work(limits_.interruption, [this] { ask_to_end(); });
        while (!ended()) {
            read_for(milliseconds_between_looks);
            if (output_text_.size() > limits_.most) return stop();
        }
        read_for(0);
        read_rest();
        if (output_text_.size() > limits_.most) {
            if (!limits_.asks) send(SIGKILL); // what is left of its group
            return too_much();
        }
        return {.output = std::move(output_text_), .complaint = std::move(complaint_), .ran = true};
    }

  private:
    bool ended() {
        int status = 0;
        const auto answer = waitpid(process_, &status, WNOHANG);
        if (answer == 0 || (answer < 0 && errno == EINTR)) return false;
        complaint_ = answer < 0 ? "was lost" : complaint_of(status);
        return true;
    }

    // Of those that it has left behind.
    void read_rest() {
        using Clock = std::chrono::steady_clock;
        auto end = Clock::now() + limits_.silence;
        while (!at_end_ && Clock::now() < end && output_text_.size() <= limits_.most) {
            const auto before = output_text_.size();
            read_for(milliseconds_between_looks);
            if (output_text_.size() > before) end = Clock::now() + limits_.silence;
        }
        if (!at_end_ && limits_.silence.count() > 0 && complaint_.empty())
            complaint_ = "ended before what it has started, which may still print";
    }

    // Takes what is there, or comes within that time.
    void read_for(int milliseconds) {
        pollfd readable{.fd = at_end_ ? -1 : output_, .events = POLLIN, .revents = 0};
        std::array<char, 65536> block{};
        while (poll(&readable, 1, milliseconds) > 0 && output_text_.size() <= limits_.most) {
            const auto got = read(output_, block.data(), block.size());
            if (got > 0) output_text_.append(block.data(), static_cast<std::size_t>(got));
            if (got == 0 || (got < 0 && errno != EINTR)) readable.fd = -1;
            at_end_ = readable.fd < 0; // poll() only waits from here on
            milliseconds = 0;
        }
    }

    ProgramResult stop() {
        send(SIGKILL);
        while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
        }
        return too_much();
    }

    ProgramResult too_much() const {
        return {.output = {}, .complaint = std::string(limits_.too_much), .ran = true};
    }

    // On another thread, and again until it has ended: one that doesn't listen is killed.
    void ask_to_end() {
        constexpr int requests = 5;
        send(++asked_ < requests ? SIGTERM : SIGKILL);
    }

    void send(int signal) const { kill(limits_.asks ? process_ : -process_, signal); }

    static constexpr int milliseconds_between_looks = 20;

    pid_t process_;
    int output_;
    const ProgramLimits& limits_;
    std::string output_text_;
    std::string complaint_;
    bool at_end_ = false;
    int asked_ = 0;
};

// posix_spawn takes pointers to characters it promises not to change.
std::vector<char*> arguments_of(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    return arguments;
}

} // namespace

std::vector<std::string> words_of_files(const Program& program) {
    std::vector<std::string> found;
    const auto& words = program.words;
    if (words.front().find('/') != std::string::npos) found.push_back(words.front());
    for (std::size_t i = 1; i < words.size(); ++i) {
        std::error_code ignored; // what can't be looked at the program can't read
        if (std::filesystem::is_regular_file(program.folder / words[i], ignored))
            found.push_back(words[i]);
    }
    return found;
}

void check_trusted(const Program& program, TrustedWords which, const std::string& named_by) {
    TrustedReader reader(program.trust);
    auto looked_at = program;
    if (which == TrustedWords::program) looked_at.words.resize(1);
    for (const auto& word : words_of_files(looked_at)) reader.look_at(program.folder / word, word);
    reader.finish(named_by);
}

ProgramResult run_program(const Program& program, const ProgramLimits& limits) {
    Pipe pipe;
    FileActions actions;
    posix_spawn_file_actions_adddup2(actions.get(), pipe.writing(), STDOUT_FILENO);
    if (!limits.asks)
        posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addchdir_np(actions.get(), program.folder.c_str());
    const auto arguments = arguments_of(program.words);
    pid_t process = 0;
    const Attributes attributes(!limits.asks);
    const auto problem = posix_spawnp(&process, arguments.front(), actions.get(), attributes.get(),
                                      arguments.data(), environ);
    if (problem != 0)
        return {.output = {},
                .complaint = format("cannot be run: {}", std::generic_category().message(problem))};
    pipe.close_writing();
    auto result = Running(process, pipe.reading(), limits).result();
    check(limits.interruption);
    return result;
}

} // namespace pgslate
