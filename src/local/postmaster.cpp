#include "local/postmaster.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <fstream>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

using std::chrono::milliseconds;

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc() || stopped != end) return std::nullopt;
    return number;
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// The name may be a wrapper's, ".postgres-wrapped"; a process that has ended but was not waited for
// has no folder any more.
bool works_in(pid_t process, const fs::path& data) {
    const auto about = format("/proc/{}", process);
    const auto name = lines_of(about + "/comm");
    if (name.empty() || name.front().find("postgres") == std::string::npos) return false;
    struct stat its {};
    struct stat ours {};
    return ::stat((about + "/cwd").c_str(), &its) == 0 && ::stat(data.c_str(), &ours) == 0
           && its.st_dev == ours.st_dev && its.st_ino == ours.st_ino;
}

// Forgets a child of ours that has ended; for other processes this does nothing.
void forget(pid_t process) {
    ::waitpid(process, nullptr, WNOHANG);
}

bool wait_for(const std::function<bool()>& done, milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!done()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(milliseconds(5));
    }
    return true;
}

} // namespace

std::optional<Postmaster> running_postmaster(const fs::path& data) {
    auto lines = lines_of(data / "postmaster.pid");
    lines.resize(6);
    const auto pid = number_in(lines[0]);
    if (!pid || !works_in(*pid, data)) return std::nullopt;
    return Postmaster{.pid = *pid,
                      .socket_folder = lines[4],
                      .port = number_in(lines[3]).value_or(0),
                      .tcp = !lines[5].empty()};
}

std::vector<pid_t> processes_in(const fs::path& data) {
    std::vector<pid_t> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
        const auto pid = number_in(entry.path().filename().native());
        if (pid && works_in(*pid, data)) found.push_back(*pid);
    }
    return found;
}

bool end_processes(const std::vector<pid_t>& processes, const fs::path& data, int signal,
                   milliseconds patience) {
    for (const auto process : processes)
        if (works_in(process, data)) ::kill(process, signal);
    const auto gone = [&data](pid_t process) { return !works_in(process, data); };
    const bool all = wait_for([&] { return std::ranges::all_of(processes, gone); }, patience);
    std::ranges::for_each(processes, forget);
    return all;
}

bool wait_until_left(const fs::path& data, milliseconds patience) {
    return wait_for([&data] { return processes_in(data).empty(); }, patience);
}

} // namespace pgslate::local
