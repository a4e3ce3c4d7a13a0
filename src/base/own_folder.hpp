// A folder of the user's own, for files that the program has written itself.
#pragma once

#include "base/descriptor.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pgslate {

/// Everything goes through the folder that was opened, whatever its path leads to later, and
/// follows no link. What can't be done is left; nothing is thrown for it.
class OwnFolder {
  public:
    /// Nothing if there is none, or if it, or a folder or a link on the way to it, belongs to
    /// neither the user nor root, or others may write it. The folder itself has to be the user's,
    /// and becomes one that nobody else may look into. With `may_be_made` it is made.
    static std::optional<OwnFolder> open(const std::filesystem::path& path, bool may_be_made);
    /// Why it is not used, in words; empty: it may be, or there is none yet.
    static std::string objection(const std::filesystem::path& path);

    /// The content of a file, which counts as used now; nothing if it is not there, is no file, is
    /// somebody else's, or others may write it.
    std::optional<std::string> read(const std::string& name) const;
    /// Writes it under another name first, so that nobody ever reads half a file.
    void write(const std::string& name, std::string_view text) const;
    /// Removes all but the `count` files of this ending that were used last, and what killed runs
    /// have not finished.
    void keep_newest(std::size_t count, std::string_view ending) const;

  private:
    explicit OwnFolder(Descriptor folder) : folder_(std::move(folder)) {}

    Descriptor folder_;
};

} // namespace pgslate
