#include "local/system_user.hpp"

#include "base/error.hpp"

#include <array>
#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgslate::local {
namespace {

std::vector<gid_t> groups_of(const char* name, gid_t group) {
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    if (::getgrouplist(name, group, groups.data(), &count) < 0) return {group};
    groups.resize(static_cast<std::size_t>(count));
    return groups;
}

} // namespace

std::optional<SystemUser> unprivileged_user() {
    if (::geteuid() != 0) return std::nullopt;
    for (const auto* name : std::array{"postgres", "nobody"}) {
        // One thread looks accounts up, and the answer is copied at once.
        const auto* entry = ::getpwnam(name); // NOLINT(concurrency-mt-unsafe)
        if (entry == nullptr || entry->pw_uid == 0) continue;
        return SystemUser{.name = name,
                          .uid = entry->pw_uid,
                          .gid = entry->pw_gid,
                          .groups = groups_of(name, entry->pw_gid)};
    }
    throw Error(ExitStatus::unavailable,
                "PostgreSQL does not run as root, and there is no user postgres or nobody",
                {"Run pgslate as another user, or add one: `useradd --system postgres`."});
}

int become(const SystemUser& user) {
    if (::setgroups(user.groups.size(), user.groups.data()) != 0) return errno;
    if (::setgid(user.gid) != 0 || ::setuid(user.uid) != 0) return errno;
    return 0;
}

bool can_enter(const SystemUser& user, const std::filesystem::path& folder) {
    const auto* path = folder.c_str();
    const auto child = ::fork();
    if (child == 0) ::_exit(become(user) == 0 && ::chdir(path) == 0 ? 0 : 1);
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace pgslate::local
