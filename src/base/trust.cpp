#include "base/trust.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <grp.h>
#include <optional>
#include <pwd.h>
#include <string_view>
#include <sys/xattr.h>
#include <unistd.h>

// One thread looks accounts up, and each answer is copied before the next question.
// NOLINTBEGIN(concurrency-mt-unsafe)

namespace pgslate {
namespace {

constexpr uid_t root = 0;

std::optional<uid_t> caller_of_sudo() {
    const char* value = std::getenv("SUDO_UID");
    if (value == nullptr) return std::nullopt;
    const std::string_view text(value);
    uid_t account = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), account);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(account) : std::nullopt;
}

// The group's bits of a file with rights for single accounts are the most that any of those has
// (acl(5)). Where that can't be found out, there may be some.
bool may_have_acl(int descriptor) {
    const auto path = format("/proc/self/fd/{}", descriptor);
    const bool none = ::getxattr(path.c_str(), "system.posix_acl_access", nullptr, 0) < 0
                      && (errno == ENODATA || errno == EOPNOTSUPP);
    return !none;
}

std::string group_name(gid_t group) {
    const auto* entry = ::getgrgid(group);
    return entry == nullptr ? format("gid {}", group) : format("group {}", entry->gr_name);
}

std::vector<std::string> members_of(gid_t group) {
    std::vector<std::string> names;
    if (const auto* entry = ::getgrgid(group); entry != nullptr)
        for (auto* const* name = entry->gr_mem; *name != nullptr; ++name) names.emplace_back(*name);
    return names;
}

// Those whose first group it is do not stand among its members.
std::vector<uid_t> accounts_in(gid_t group) {
    std::vector<uid_t> accounts;
    for (const auto& name : members_of(group)) {
        const auto* entry = ::getpwnam(name.c_str());
        accounts.push_back(entry == nullptr ? static_cast<uid_t>(-1) : entry->pw_uid);
    }
    ::setpwent();
    while (const auto* entry = ::getpwent())
        if (entry->pw_gid == group) accounts.push_back(entry->pw_uid);
    ::endpwent();
    return accounts;
}

} // namespace

Trust Trust::of_user() {
    std::vector<uid_t> accounts = {root, ::geteuid()};
    if (::geteuid() == root)
        if (const auto caller = caller_of_sudo()) accounts.push_back(*caller);
    return Trust(std::move(accounts));
}

Trust Trust::in_everybody() {
    Trust trust;
    trust.everybody_ = true;
    return trust;
}

bool Trust::has(uid_t account) const {
    return everybody_ || std::ranges::find(accounts_, account) != accounts_.end();
}

bool Trust::owns(const struct stat& status) const {
    return has(status.st_uid);
}

// A group without anybody is one that programs take on when they are started (setgid).
bool Trust::knows_all_of(gid_t group) const {
    const auto accounts = accounts_in(group);
    return !accounts.empty()
           && std::ranges::all_of(accounts, [this](uid_t account) { return has(account); });
}

std::string Trust::others_who_write(int descriptor, const struct stat& status) const {
    if (everybody_) return {};
    if ((status.st_mode & S_IWOTH) != 0) return "everybody";
    if ((status.st_mode & S_IWGRP) == 0) return {};
    if (knows_all_of(status.st_gid) && !may_have_acl(descriptor)) return {};
    return group_name(status.st_gid);
}

Trust Trust::extended_by(int descriptor, const struct stat& status) const {
    auto accounts = accounts_;
    accounts.push_back(status.st_uid);
    const Trust extended(std::move(accounts));
    return extended.others_who_write(descriptor, status).empty() ? extended : in_everybody();
}

std::string account_name(uid_t account) {
    const auto* entry = ::getpwuid(account);
    return entry == nullptr ? format("uid {}", account) : format("user {}", entry->pw_name);
}

} // namespace pgslate

// NOLINTEND(concurrency-mt-unsafe)
