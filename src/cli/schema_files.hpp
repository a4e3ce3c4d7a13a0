// The JSON Schemas (commands/editor_schemas.hpp) as files, and where the models of a dump find
// theirs.
#pragma once

#include "base/new_files.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

/// The schema of that name, as the text of a file.
std::string schema_text(std::string_view name);

/// All schemas, as files below the folder of a project.
std::vector<NewFile> schema_files();

/// Where the models of a dump into `folder` find their schema, as an absolute path: in the
/// project's folder, if the dump goes into that and the schema is there; otherwise in that of the
/// dump.
std::filesystem::path schema_of_dump(const std::filesystem::path& folder,
                                     const std::optional<std::filesystem::path>& project_file);

/// The first line of the file `path` of a dump into `folder`.
std::string schema_line_of(const std::filesystem::path& folder, const std::filesystem::path& path,
                           const std::filesystem::path& schema);

/// The schema as a file of a dump into `folder`, if that is its place and it is not there yet, or
/// is to be written over.
std::optional<NewFile> schema_for_dump(const std::filesystem::path& folder,
                                       const std::filesystem::path& schema, bool write_over);

} // namespace pgslate::cli
