// The account a server runs as.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pgslate::local {

struct SystemUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups; ///< all groups of the account, as the password database says
};

/// The account that a server which root starts runs as, because PostgreSQL refuses root:
/// `postgres`, or `nobody` where there is none. Nothing if this process is not root.
/// Throws Error (69) if there is no such account.
std::optional<SystemUser> unprivileged_user();

/// Gives up everything but this account. Returns 0 or errno. Only calls what POSIX allows between
/// fork and exec.
int become(const SystemUser& user);

/// Whether this account may enter a folder; the system itself is asked, in a child process.
bool can_enter(const SystemUser& user, const std::filesystem::path& folder);

} // namespace pgslate::local
