#include "cli/schema_files.hpp"

#include "commands/editor_schemas.hpp"
#include "report/json_schema.hpp"

#include <algorithm>
#include <system_error>

namespace pgslate::cli {
namespace {

namespace fs = std::filesystem;

// Without symbolic links, as far as the path can be looked at.
fs::path real_path(const fs::path& path) {
    std::error_code error;
    auto real = fs::weakly_canonical(path, error);
    return error ? fs::absolute(path).lexically_normal() : real;
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
}

} // namespace

std::string schema_text(std::string_view name) {
    const auto files = commands::edited_files();
    const auto file = std::ranges::find(files, name, &commands::EditedFile::name);
    return report::json_schema(file->form()).text() + "\n";
}

std::vector<NewFile> schema_files() {
    std::vector<NewFile> files;
    for (const auto& file : commands::edited_files())
        files.push_back({commands::schema_path(file.name), schema_text(file.name)});
    return files;
}

fs::path schema_of_dump(const fs::path& folder, const std::optional<fs::path>& project_file) {
    const auto schema = commands::schema_path("models");
    if (project_file) {
        const auto project = real_path(project_file->parent_path());
        const auto way = real_path(folder).lexically_relative(project);
        if (!way.empty() && *way.begin() != ".." && is_there(project / schema))
            return project / schema;
    }
    return real_path(folder) / schema;
}

std::string schema_line_of(const fs::path& folder, const fs::path& path, const fs::path& schema) {
    return commands::schema_line((real_path(folder) / path).parent_path(), schema);
}

std::optional<NewFile> schema_for_dump(const fs::path& folder, const fs::path& schema,
                                       bool write_over) {
    const auto path = commands::schema_path("models");
    if (schema != real_path(folder) / path || (!write_over && is_there(schema)))
        return std::nullopt;
    return NewFile{path, schema_text("models")};
}

} // namespace pgslate::cli
