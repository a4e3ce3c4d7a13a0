#pragma once

#include "base/descriptor.hpp"

#include <chrono>
#include <filesystem>

namespace pgslate {

/// Hears that something changes in folders: files written, made, removed, renamed, given to others
/// (inotify(7)). It does not say what: whoever is called looks for himself.
class FolderWatch {
  public:
    /// Throws Error where the system has no more of these to give.
    FolderWatch();

    /// Also what happens in this folder, not in those below it. One that is watched already, or is
    /// not there, changes nothing. Throws Error where the system has no more of these to give.
    void add(const std::filesystem::path& folder);

    /// Returns once something has changed, and nothing more for a time. Throws Error.
    void wait(std::chrono::milliseconds quiet);

  private:
    bool hears(int milliseconds);

    Descriptor inotify_;
};

} // namespace pgslate
