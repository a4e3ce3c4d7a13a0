#pragma once

#include "base/descriptor.hpp"

#include <chrono>
#include <filesystem>
#include <functional>

namespace pgslate::local {

/// A lock between processes: an flock on a file, given back at the latest when the process ends.
/// Programs that are started meanwhile do not inherit it.
class FolderLock {
  public:
    /// Waits for the lock; throws Error (75) after `patience`. `make_folder` makes the folder the
    /// file is in, and is called again if somebody removes it meanwhile.
    FolderLock(std::filesystem::path file, const std::function<void()>& make_folder,
               std::chrono::milliseconds patience);

    /// Removes the file too. Whoever waits for it notices and makes a new one.
    void remove_file();

  private:
    std::filesystem::path file_;
    Descriptor held_;
};

} // namespace pgslate::local
