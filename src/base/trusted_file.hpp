// Opening a file that nobody but trusted accounts could have put where it is, or changed.
#pragma once

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/trust.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace pgslate {

/// Why a file is not used.
struct Objection {
    std::filesystem::path path; ///< the file, or a link or folder on the way to it
    std::string reason;         ///< "belongs to user nobody"
    std::string cure;           ///< a command that takes away a right of others, or empty
};

/// What was found at a path: an objection, or a file that is open for reading, or errno.
struct FoundFile {
    Descriptor descriptor;
    std::optional<Objection> objection;
    int reason = 0; ///< errno, if it can't be opened; EISDIR if it is a folder
};

/// Goes to an absolute path from the root, one name at a time, through folders and links that only
/// trusted accounts could have changed; what is opened is what was looked at. A folder with the
/// sticky bit, such as /tmp, may be everybody's above a folder or a link of a trusted account.
FoundFile open_trusted(const std::filesystem::path& path, const Trust& trust);

/// The same for a folder, which is open for reading its names then. What of the path is not there
/// is made, for its owner alone, if it `may_be_made`.
FoundFile open_trusted_folder(const std::filesystem::path& path, const Trust& trust,
                              bool may_be_made);

/// Reads files that nobody has named, and gathers what speaks against them, each thing once.
class TrustedReader {
  public:
    explicit TrustedReader(Trust trust) : trust_(std::move(trust)) {}

    /// The whole content; nothing if something speaks against it. Throws Error with `status` when
    /// it cannot be read or has more than `most` bytes.
    std::optional<std::string> read(const std::filesystem::path& file, ExitStatus status,
                                    std::size_t most = largest_file);
    /// For what is only passed or run: `file` is what it is passed for.
    void look_at(const std::filesystem::path& path, const std::filesystem::path& file);
    /// Throws Error (ExitStatus::bad_configuration) if something spoke against a file. `name_it`,
    /// a whole sentence, says how the user can name it.
    void finish(const std::string& name_it) const;

  private:
    bool allows(const FoundFile& found, const std::filesystem::path& file);

    Trust trust_;
    std::map<std::filesystem::path, Problem> problems_; // by what is objected to
};

} // namespace pgslate
