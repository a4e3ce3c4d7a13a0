#include "base/own_folder.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/trusted_file.hpp"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace pgslate {
namespace {

constexpr std::string_view unfinished = "unfinished.";
constexpr time_t an_hour = 3600;

bool belongs_to_us(const struct stat& status) {
    constexpr mode_t others_may_write = S_IWGRP | S_IWOTH;
    return status.st_uid == ::geteuid() && (status.st_mode & others_may_write) == 0;
}

bool write_all(const Descriptor& file, std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(file.get(), text.data(), text.size());
        if (count < 0 && errno != EINTR) return false;
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

struct Entry {
    std::string name;
    time_t used;
};

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

// The files in it; links and folders are not ours.
std::vector<Entry> entries_of(const Descriptor& folder) {
    std::vector<Entry> entries;
    const int own = ::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseFolder> open(::fdopendir(own));
    if (!open) return entries;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody else reads this one
    while (const auto* entry = ::readdir(open.get())) {
        struct stat status {};
        const char* name = static_cast<const char*>(entry->d_name);
        if (::fstatat(folder.get(), name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISREG(status.st_mode))
            entries.push_back({name, status.st_mtime});
    }
    return entries;
}

// A folder, or why it is none of ours.
struct Opened {
    Descriptor folder;
    std::string objection{};
};

Opened refused(const std::filesystem::path& path, int reason) {
    const auto words = std::generic_category().message(reason);
    return {.folder = {}, .objection = format("{}: {}", path.string(), words)};
}

Opened open_own(const std::filesystem::path& path, bool may_be_made) {
    const Trust trust({0, ::geteuid()});
    auto [folder, objection, reason] = open_trusted_folder(path, trust, may_be_made);
    if (objection)
        return {.folder = {},
                .objection = format("{} {}", objection->path.string(), objection->reason)};
    struct stat status {};
    if (!folder && reason == ENOENT) return {};
    if (!folder) return refused(path, reason);
    if (::fstat(folder.get(), &status) != 0) return refused(path, errno);
    if (!belongs_to_us(status)) return refused(path, EPERM);
    if (::fchmod(folder.get(), S_IRWXU) != 0) return refused(path, errno);
    return {.folder = std::move(folder)};
}

} // namespace

std::optional<OwnFolder> OwnFolder::open(const std::filesystem::path& path, bool may_be_made) {
    auto opened = open_own(path, may_be_made);
    if (!opened.folder) return std::nullopt;
    return OwnFolder(std::move(opened.folder));
}

std::string OwnFolder::objection(const std::filesystem::path& path) {
    return open_own(path, false).objection;
}

std::optional<std::string> OwnFolder::read(const std::string& name) const {
    // Waits for nobody who would write into it.
    const Descriptor file(::openat(folder_.get(), name.c_str(),
                                   O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0) return std::nullopt;
    if (!S_ISREG(status.st_mode) || !belongs_to_us(status)) return std::nullopt;
    ::futimens(file.get(), nullptr);
    try {
        return read_file(file, name, ExitStatus::failed);
    } catch (const Error&) {
        return std::nullopt;
    }
}

void OwnFolder::write(const std::string& name, std::string_view text) const {
    const auto other = format("{}{}", unfinished, ::getpid());
    ::unlinkat(folder_.get(), other.c_str(), 0); // of a process that had this number before
    const Descriptor file(::openat(folder_.get(), other.c_str(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                   S_IRUSR | S_IWUSR));
    if (!file) return;
    const bool whole = write_all(file, text);
    if (!whole || ::renameat(folder_.get(), other.c_str(), folder_.get(), name.c_str()) != 0)
        ::unlinkat(folder_.get(), other.c_str(), 0);
}

void OwnFolder::keep_newest(std::size_t count, std::string_view ending) const {
    auto entries = entries_of(folder_);
    std::ranges::sort(entries, std::greater{}, &Entry::used);
    const auto now = ::time(nullptr);
    for (const auto& [name, used] : entries) {
        const bool dead = name.starts_with(unfinished) && used + an_hour < now;
        const bool old = name.ends_with(ending) && (count == 0 || count-- == 0);
        if (dead || old) ::unlinkat(folder_.get(), name.c_str(), 0);
    }
}

} // namespace pgslate
