#include "local/project_record.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "local/private_folder.hpp"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

// NUL alone stands in no path.
constexpr char separator = '\0';

// statx(2); systems before Linux 5.8 do not say it.
bool is_mount_point(const fs::path& folder) {
    struct statx found {};
    return ::statx(AT_FDCWD, folder.c_str(), AT_SYMLINK_NOFOLLOW, 0, &found) == 0
           && (found.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

// A disk, a share or a volume that is not there at the moment takes no project away.
fs::path mount_point_of(fs::path folder) {
    while (folder.has_relative_path() && !is_mount_point(folder)) folder = folder.parent_path();
    return folder;
}

bool is_mounted(const fs::path& mount_point) {
    return !mount_point.has_relative_path() || is_mount_point(mount_point);
}

ProjectFolder state_of(const fs::path& folder, const fs::path& mount_point) {
    struct stat found {};
    if (::stat(folder.c_str(), &found) == 0)
        return S_ISDIR(found.st_mode) ? ProjectFolder::there : ProjectFolder::gone;
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return missing && is_mounted(mount_point) ? ProjectFolder::gone : ProjectFolder::out_of_reach;
}

// The content of a file that nobody else could have written; nothing if it is not that.
std::optional<std::string> own_note(const fs::path& file) {
    const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat found {};
    if (!open || ::fstat(open.get(), &found) != 0) return std::nullopt;
    const bool ours = S_ISREG(found.st_mode) && found.st_uid == ::geteuid()
                      && (found.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    if (!ours || static_cast<std::size_t>(found.st_size) > largest_note) return std::nullopt;
    return read_file(open, file, ExitStatus::failed, largest_note);
}

} // namespace

void record_project(const ServerPlace& place) {
    const auto content =
        place.project.string() + separator + mount_point_of(place.project).string();
    if (own_note(place.record()) == content) return;
    replace_file(place.record(), content, S_IRUSR | S_IWUSR);
}

Project project_of(const ServerPlace& place) {
    if (!is_private_folder(place.home, ::geteuid())) return {};
    const auto note = own_note(place.record());
    const auto end = note ? note->find(separator) : std::string::npos;
    if (end == std::string::npos) return {};
    const fs::path folder = note->substr(0, end);
    if (key_of(folder, place.state) != place.key) return {};
    return {.folder = folder, .state = state_of(folder, note->substr(end + 1))};
}

} // namespace pgslate::local
