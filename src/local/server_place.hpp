// Where the private server of a project keeps its things.
#pragma once

#include "config/environment.hpp"
#include "local/system_user.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::local {

/// The folders of one private server. Finding out changes nothing on the disk.
struct ServerPlace {
    std::filesystem::path state;   ///< $XDG_STATE_HOME/pgslate
    std::string key;               ///< base name of the project folder and a hash of where it is
    std::filesystem::path project; ///< its folder; empty if only the key is known
    std::filesystem::path home;    ///< state/key, or what the symbolic link of that name stands for
    std::optional<SystemUser> user; ///< whom the server runs as; nobody: as this process

    std::filesystem::path entry() const { return state / key; }
    std::filesystem::path lock() const { return state / (key + ".lock"); }
    std::filesystem::path data() const { return home / "data"; }
    std::filesystem::path settings() const { return home / "server.conf"; }
    std::filesystem::path log() const { return home / "server.log"; }
    std::filesystem::path password() const { return home / "password"; }
    std::filesystem::path record() const { return home / "project"; } ///< see project_record.hpp
    /// home/socket, or where the symbolic link of that name leads.
    std::filesystem::path socket_folder() const;
    uid_t server_uid() const;
    gid_t server_gid() const;
};

/// The place of a project's server. The state folder is $XDG_STATE_HOME, or $HOME/.local/state
/// (XDG Base Directory Specification; a relative path is ignored, as it demands).
/// Throws Error if the project folder is not there, or (78) if there is no home.
ServerPlace place_of(const std::filesystem::path& project, const config::Environment& environment);

/// The places that are in this user's state folder. Throws Error (77) if others may write in that.
std::vector<ServerPlace> places_of_user(const config::Environment& environment);

/// The key of a project's place in a state folder; both as they are without links.
std::string key_of(const std::filesystem::path& project, const std::filesystem::path& state);

void make_state_folder(const ServerPlace& place);

/// Makes home, with a record of the project, and the socket folder where they are missing. What
/// root's server user could not reach goes under /var/lib/pgslate, with a symbolic link in the
/// state folder; a socket folder whose path is too long for an address, or not good for a
/// connection string, goes under /tmp.
void make_home(ServerPlace& place);

/// Removes everything the two above made, except for the state folder's lock. What says whose it
/// was goes last.
void remove_home(const ServerPlace& place);

/// The state folder, if it is empty.
void remove_state_folder(const ServerPlace& place);

} // namespace pgslate::local
