// Work that nobody waits for.
#pragma once

#include <chrono>
#include <functional>

namespace pgslate {

/// Does `work` in a process of its own, which has what this one has in its memory and none of what
/// it holds: no terminal, no folder, no lock, and no descriptor but /dev/null and `kept`. It ends
/// when the work does, whatever becomes of that, or after `limit`; nothing else waits for it, and
/// it waits for nobody. Returns false where the system gives no process, and in the first process
/// of a container, with which all others end; then nothing is done.
///
/// The other threads are not there: what they may hold, such as a mutex, must not be touched.
bool detach(int kept, std::chrono::seconds limit, const std::function<void()>& work);

} // namespace pgslate
