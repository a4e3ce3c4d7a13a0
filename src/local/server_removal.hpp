// One pgslate at a time works on a private server; and the end of one.
#pragma once

#include "local/folder_lock.hpp"
#include "local/server_place.hpp"

namespace pgslate::local {

/// Waits until nobody else makes, starts, stops or removes this server. Throws Error (75).
FolderLock lock_server(const ServerPlace& place);

/// Stops the server, and removes it with everything that was made for it, the lock included; false
/// if there was none. What a killed run leaves can be removed by the next.
bool remove_server(const ServerPlace& place, FolderLock& held);

} // namespace pgslate::local
