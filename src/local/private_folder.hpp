#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace pgslate::local {

/// Makes a folder, or takes the one that is there if it belongs to `owner`, or to this process,
/// and nobody else may write in it; it has this owner and mode then. A symbolic link is never
/// followed, so nobody can put a folder in its place. Throws Error (77 for a folder of others).
void make_private_folder(const std::filesystem::path& folder, mode_t mode, uid_t owner,
                         gid_t group);

/// Is it a folder of `owner`'s, or of this process's, in which nobody else may write?
bool is_private_folder(const std::filesystem::path& folder, uid_t owner);

/// Throws Error (77) if it is not.
void check_private_folder(const std::filesystem::path& folder, uid_t owner);

/// Is there something of this name, be it a link that leads nowhere?
bool is_there(const std::filesystem::path& path);

/// Makes a file that was not there, with this content. Throws Error (1), also if there is.
void write_new_file(const std::filesystem::path& file, std::string_view content, mode_t mode);

/// Replaces a file in one step: whoever reads it sees the old or the new one.
void replace_file(const std::filesystem::path& file, std::string_view content, mode_t mode);

/// Removes a file or folder with everything in it, if it is there. Throws Error (1).
void remove_everything(const std::filesystem::path& path);

/// Throws Error (1): "cannot <doing> <path>: <the system's reason>".
[[noreturn]] void cannot(std::string_view doing, const std::filesystem::path& path, int reason);

} // namespace pgslate::local
