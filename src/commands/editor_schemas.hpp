// The JSON Schemas by which an editor explains, completes and checks the TOML files that people
// write. They stand in a hidden folder beside pgslate.toml, which models are never read from, and a
// file says on its first line where its own is.
#pragma once

#include "base/toml_form.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace pgslate::commands {

/// A kind of file that has a schema.
struct EditedFile {
    std::string_view name; ///< `models`
    const TomlForm& (*form)();
};

/// `models` and `config`.
std::span<const EditedFile> edited_files();

/// Where its schema stands, below the folder of a project: `.pgslate/models.schema.json`.
std::filesystem::path schema_path(std::string_view name);

/// The first line of a file in `folder`: where its schema is, which is at `schema`. Both paths
/// start at the same place. What stands there is Taplo's directive `#:schema`.
std::string schema_line(const std::filesystem::path& folder, const std::filesystem::path& schema);

} // namespace pgslate::commands
