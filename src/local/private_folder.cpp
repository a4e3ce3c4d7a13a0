#include "local/private_folder.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void not_ours(const fs::path& folder, std::string_view why) {
    throw Error(ExitStatus::refused, format("folder {} {}", folder.string(), why),
                {"A private server's folder belongs to its owner alone; remove it, or choose "
                 "another place with XDG_STATE_HOME."});
}

struct stat look_at(const fs::path& folder) {
    struct stat found {};
    if (::lstat(folder.c_str(), &found) != 0) cannot("read", folder, errno);
    return found;
}

// Why it is not private; nothing if it is.
std::optional<std::string> objection(const struct stat& found, uid_t owner) {
    if (!S_ISDIR(found.st_mode)) return "is not a folder";
    if (found.st_uid != owner && found.st_uid != ::geteuid())
        return format("belongs to user {}, not to user {}", found.st_uid, owner);
    if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0) return "may be written by other users";
    return std::nullopt;
}

void check_private(const fs::path& folder, const struct stat& found, uid_t owner) {
    if (const auto why = objection(found, owner)) not_ours(folder, *why);
}

void write_all(int to, std::string_view content, const fs::path& file) {
    while (!content.empty()) {
        const auto written = ::write(to, content.data(), content.size());
        if (written < 0 && errno != EINTR) cannot("write", file, errno);
        if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

void make_private_folder(const fs::path& folder, mode_t mode, uid_t owner, gid_t group) {
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        cannot("make folder", folder, errno);
    const auto found = look_at(folder);
    check_private(folder, found, owner);
    if (found.st_uid != owner && ::lchown(folder.c_str(), owner, group) != 0)
        cannot("give away folder", folder, errno);
    if ((found.st_mode & ALLPERMS) != mode && ::chmod(folder.c_str(), mode) != 0)
        cannot("protect folder", folder, errno);
}

bool is_private_folder(const fs::path& folder, uid_t owner) {
    struct stat found {};
    return ::lstat(folder.c_str(), &found) == 0 && !objection(found, owner);
}

void check_private_folder(const fs::path& folder, uid_t owner) {
    check_private(folder, look_at(folder), owner);
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() > fs::file_type::not_found;
}

void write_new_file(const fs::path& file, std::string_view content, mode_t mode) {
    const Descriptor open(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!open) cannot("make", file, errno);
    write_all(open.get(), content, file);
    if (::fchmod(open.get(), mode) != 0) // whatever the umask took away
        cannot("protect", file, errno);
}

void replace_file(const fs::path& file, std::string_view content, mode_t mode) {
    auto fresh = file;
    fresh += ".new";
    ::unlink(fresh.c_str());
    write_new_file(fresh, content, mode);
    if (::rename(fresh.c_str(), file.c_str()) != 0) cannot("replace", file, errno);
}

void remove_everything(const fs::path& path) {
    std::error_code failure;
    fs::remove_all(path, failure);
    if (failure) cannot("remove", path, failure.value());
}

void cannot(std::string_view doing, const fs::path& path, int reason) {
    throw Error(ExitStatus::failed, format("cannot {} {}: {}", doing, path.string(),
                                           std::generic_category().message(reason)));
}

} // namespace pgslate::local
