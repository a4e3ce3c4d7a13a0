#include "local/server_place.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "local/private_folder.hpp"
#include "local/project_record.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

// Where a server of root's goes when its user cannot enter the state folder.
const char* const shared_folder = "/var/lib/pgslate";

// FNV-1a (Fowler, Noll, Vo), 64 bits: short, and the same on every machine.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}

fs::path home_of_user(const config::Environment& environment) {
    if (const auto home = environment.get("HOME"); home && home->starts_with('/')) return *home;
    const auto* entry = ::getpwuid(::geteuid()); // NOLINT(concurrency-mt-unsafe): as above
    if (entry != nullptr && entry->pw_dir != nullptr && *entry->pw_dir == '/') return entry->pw_dir;
    throw Error(ExitStatus::bad_configuration, "neither XDG_STATE_HOME nor HOME is set",
                {"XDG_STATE_HOME says where the private server keeps its data."});
}

fs::path state_folder(const config::Environment& environment) {
    const auto given = environment.get("XDG_STATE_HOME");
    const bool usable = given && given->starts_with('/');
    const auto base = usable ? fs::path(*given) : home_of_user(environment) / ".local/state";
    return fs::weakly_canonical(base) / "pgslate";
}

// An address of a socket has room for 107 bytes and NUL (unix(7)); the longest name of a socket is
// "/.s.PGSQL.65535". libpq takes commas as ends of hosts, and what a terminal may not show, or is
// not UTF-8, is no good in a variable.
bool good_for_socket(const fs::path& folder) {
    const auto text = folder.string();
    const auto bad = [](unsigned char c) { return c < ' ' || c == 127 || c == ','; };
    const auto room = sizeof(sockaddr_un::sun_path) - sizeof "/.s.PGSQL.65535";
    return text.size() <= room && std::ranges::none_of(text, bad) && !first_bad_byte(text);
}

void link_to(const fs::path& target, const fs::path& link) {
    if (::symlink(target.c_str(), link.c_str()) != 0 && errno != EEXIST)
        cannot("make symbolic link", link, errno);
}

bool is_link(const fs::path& path) {
    std::error_code ignored;
    return fs::is_symlink(path, ignored);
}

fs::path short_socket_folder(const ServerPlace& place) {
    return format("/tmp/pgslate-{}-{:016x}", place.server_uid(), hash_of(place.home.string()));
}

// Root keeps its own things where the server's user may pass, but neither look nor write.
void make_folder_of_root(const fs::path& folder) {
    make_private_folder(folder, S_IRWXU | S_IXGRP | S_IXOTH, 0, 0);
}

bool belongs_to(const fs::path& path, uid_t owner) {
    struct stat found {};
    return ::lstat(path.c_str(), &found) == 0 && found.st_uid == owner;
}

void make_socket_folder(const ServerPlace& place) {
    const auto usual = place.home / "socket";
    if (!is_link(usual) && !good_for_socket(usual)) link_to(short_socket_folder(place), usual);
    make_private_folder(place.socket_folder(), S_IRWXU, place.server_uid(), place.server_gid());
}

std::vector<fs::path> parts_of(const fs::path& folder) {
    std::vector<fs::path> parts;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) parts.push_back(entry.path());
    return parts;
}

ServerPlace place_named(const std::string& key, const fs::path& state,
                        const std::optional<SystemUser>& user) {
    ServerPlace place{.state = state, .key = key, .user = user};
    const bool elsewhere = user && is_link(place.entry());
    place.home = elsewhere ? fs::path(shared_folder) / key : place.entry();
    return place;
}

} // namespace

std::string key_of(const fs::path& project, const fs::path& state) {
    auto name = project.filename().string().substr(0, 24);
    std::ranges::replace_if(
        name, [](unsigned char c) { return c > 126 || (std::isalnum(c) == 0 && c != '-'); }, '_');
    const auto where = project.string() + '\0' + state.string();
    return format("{}-{:016x}", name, hash_of(where));
}

fs::path ServerPlace::socket_folder() const {
    std::error_code failure;
    const auto elsewhere = fs::read_symlink(home / "socket", failure);
    return failure ? home / "socket" : elsewhere;
}

uid_t ServerPlace::server_uid() const {
    return user ? user->uid : ::geteuid();
}

gid_t ServerPlace::server_gid() const {
    return user ? user->gid : ::getegid();
}

ServerPlace place_of(const fs::path& project, const config::Environment& environment) {
    std::error_code failure;
    const auto folder = fs::canonical(project, failure);
    if (failure) cannot("find folder", project, failure.value());
    const auto state = state_folder(environment);
    auto place = place_named(key_of(folder, state), state, unprivileged_user());
    place.project = folder;
    return place;
}

std::vector<ServerPlace> places_of_user(const config::Environment& environment) {
    const auto state = state_folder(environment);
    if (!is_there(state)) return {};
    check_private_folder(state, ::geteuid());
    const auto user = unprivileged_user();
    std::vector<ServerPlace> places;
    for (const auto& entry : fs::directory_iterator(state)) {
        auto place = place_named(entry.path().filename().string(), state, user);
        if (is_private_folder(place.home, ::geteuid())) places.push_back(std::move(place));
    }
    return places;
}

void make_state_folder(const ServerPlace& place) {
    std::error_code failure;
    fs::create_directories(place.state.parent_path(), failure);
    if (failure)
        throw Error(ExitStatus::failed,
                    format("cannot make folder {}: {}", place.state.parent_path().string(),
                           failure.message()),
                    {"Private servers are kept below XDG_STATE_HOME: let it name a folder that can "
                     "be written."});
    if (place.user)
        make_folder_of_root(place.state);
    else
        make_private_folder(place.state, S_IRWXU, ::geteuid(), ::getegid());
}

void make_home(ServerPlace& place) {
    if (!place.user) {
        make_private_folder(place.home, S_IRWXU, ::geteuid(), ::getegid());
        record_project(place);
        return make_socket_folder(place);
    }
    const bool is_new = place.home == place.entry() && !fs::exists(place.home);
    if (is_new
        && !(can_enter(*place.user, place.state) && good_for_socket(place.home / "socket"))) {
        place.home = fs::path(shared_folder) / place.key;
        link_to(place.home, place.entry());
    }
    if (place.home != place.entry()) make_folder_of_root(shared_folder);
    make_folder_of_root(place.home);
    record_project(place);
    make_socket_folder(place);
}

void remove_home(const ServerPlace& place) {
    const auto elsewhere = short_socket_folder(place);
    if (place.socket_folder() == elsewhere && belongs_to(elsewhere, place.server_uid()))
        remove_everything(elsewhere);
    for (const auto& part : parts_of(place.home))
        if (part != place.record()) remove_everything(part);
    remove_everything(place.home);
    if (place.home == place.entry()) return;
    ::unlink(place.entry().c_str());
    ::rmdir(shared_folder); // stays if it holds another server
}

void remove_state_folder(const ServerPlace& place) {
    ::rmdir(place.state.c_str());
}

} // namespace pgslate::local
