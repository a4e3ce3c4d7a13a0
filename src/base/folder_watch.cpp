#include "base/folder_watch.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <string>
#include <sys/inotify.h>
#include <system_error>
#include <unistd.h>

namespace pgslate {
namespace {

constexpr std::uint32_t changes = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE
                                  | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
                                  | IN_ONLYDIR;

[[noreturn]] void cannot_watch(const std::string& what, int reason, const char* limit) {
    throw Error(ExitStatus::failed,
                format("cannot watch {}: {}", what, std::generic_category().message(reason)),
                {format("Linux has a limit for each user: `sysctl {}` shows it, and root can raise "
                        "it.",
                        limit)});
}

} // namespace

FolderWatch::FolderWatch() : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (inotify_.get() < 0) cannot_watch("files", errno, "fs.inotify.max_user_instances");
}

// What has gone meanwhile, or may not be looked into, is no reason to end: the folder above tells
// when it comes back, and reading it tells what is wrong with it.
void FolderWatch::add(const std::filesystem::path& folder) {
    if (::inotify_add_watch(inotify_.get(), folder.c_str(), changes) >= 0) return;
    if (errno == ENOSPC || errno == ENOMEM)
        cannot_watch(format("the folder {}", folder.string()), errno,
                     "fs.inotify.max_user_watches");
}

// Takes what there is to hear within that time; negative: for ever.
bool FolderWatch::hears(int milliseconds) {
    pollfd source{.fd = inotify_.get(), .events = POLLIN, .revents = 0};
    const auto found = ::poll(&source, 1, milliseconds);
    if (found < 0 && errno != EINTR)
        throw Error(ExitStatus::failed, format("cannot wait for changes of files: {}",
                                               std::generic_category().message(errno)));
    alignas(inotify_event) std::array<char, 16384> events{};
    while (found > 0 && ::read(inotify_.get(), events.data(), events.size()) > 0) {
    }
    return found > 0;
}

void FolderWatch::wait(std::chrono::milliseconds quiet) {
    while (!hears(-1)) {
    }
    while (hears(static_cast<int>(quiet.count()))) {
    }
}

} // namespace pgslate
