#include "local/folder_lock.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "local/private_folder.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pgslate::local {
namespace {

// Whether the open file is still the one of that name: who destroys a server removes the file.
bool still_named(int open, const std::filesystem::path& file) {
    struct stat mine {};
    struct stat named {};
    return ::fstat(open, &mine) == 0 && ::stat(file.c_str(), &named) == 0
           && mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

} // namespace

FolderLock::FolderLock(std::filesystem::path file, const std::function<void()>& make_folder,
                       std::chrono::milliseconds patience)
    : file_(std::move(file)) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (!held_ || !still_named(held_.get(), file_)) {
            make_folder();
            held_ = Descriptor(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                                      S_IRUSR | S_IWUSR));
            if (!held_ && errno != ENOENT) cannot("open", file_, errno);
        }
        if (held_ && ::flock(held_.get(), LOCK_EX | LOCK_NB) == 0
            && still_named(held_.get(), file_))
            return;
        if (std::chrono::steady_clock::now() > deadline)
            throw Error(ExitStatus::busy, format("another pgslate holds {}", file_.string()),
                        {"It starts, stops or destroys the private server; try again."});
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void FolderLock::remove_file() {
    ::unlink(file_.c_str());
}

} // namespace pgslate::local
