// What --watch looks at: the files that a database is made of.
#pragma once

#include "base/folder_watch.hpp"
#include "commands/context.hpp"

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

namespace pgslate::commands {

/// Throws Error (77) unless the target is on this machine and not protected: nobody is asked before
/// its data go.
void require_watchable(const Context& context);

/// Models, in folders too, the files that model commands name, and pgslate.toml.
class WatchedFiles {
  public:
    /// Counts what changes from now on. Throws Error (64) where a model is something that can be
    /// read only once.
    explicit WatchedFiles(const config::Target& target);

    /// From now on it counts what changes.
    void begin();
    /// How many there were then.
    std::size_t models() const;
    /// Returns once the files are others than they were then, and have been so for a moment. Throws
    /// Error.
    void wait_for_change(FolderWatch& folders) const;

  private:
    struct State {
        std::uint64_t file = 0; ///< another one may have its name, as editors do it
        std::int64_t size = 0;
        std::int64_t modified = 0; ///< nanoseconds
        auto operator<=>(const State&) const = default;
    };
    using States = std::map<std::filesystem::path, State>;

    States look() const;
    void add_folders(FolderWatch& folders) const;
    bool is_model(const std::filesystem::path& file) const;

    std::vector<std::filesystem::path> paths_;    ///< of models
    std::vector<std::filesystem::path> programs_; ///< what commands name
    std::size_t commands_;                        ///< that print models
    std::filesystem::path configuration_;
    States before_;
};

} // namespace pgslate::commands
