// Writing several files, all of them or none.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pgslate {

struct NewFile {
    std::filesystem::path path; ///< relative to the folder they are written into
    std::string text;
};

/// What becomes of a file that is there already. A symbolic link gives way itself; what it leads
/// to was not meant.
enum class Existing { refuse, replace };

/// Who may read new files: whoever the umask lets, or their owner only.
enum class Readers { usual, owner };

/// Writes the files below `folder`, which is made if need be. They are written and synchronised
/// under `.pgslate-new-...` first, a hidden folder beside the place where they go, which models are
/// never read from, and then moved to their places: a folder that was not there appears with all
/// that is in it. What can't be written or moved leaves everything as it was. What a killed run
/// left of its hidden folder, the next one removes.
///
/// Throws Error (ExitStatus::failed), naming the file and the system's reason.
void write_files(const std::filesystem::path& folder, const std::vector<NewFile>& files,
                 Existing existing, Readers readers = Readers::usual);

} // namespace pgslate
