#include "local/server_removal.hpp"

#include "local/private_folder.hpp"
#include "local/server_process.hpp"

#include <chrono>

namespace pgslate::local {
namespace {

// Longer than a first start on a slow machine takes.
constexpr std::chrono::seconds lock_patience(90);

} // namespace

FolderLock lock_server(const ServerPlace& place) {
    return {place.lock(), [&place] { make_state_folder(place); }, lock_patience};
}

bool remove_server(const ServerPlace& place, FolderLock& held) {
    const bool was_there = is_there(place.entry());
    if (was_there) {
        stop_server(place, Shutdown::immediate); // nothing in it is kept
        clear_crashed(place);
        remove_home(place);
    }
    held.remove_file();
    remove_state_folder(place);
    return was_there;
}

} // namespace pgslate::local
