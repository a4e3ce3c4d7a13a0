#include "commands/editor_schemas.hpp"

#include "base/format.hpp"
#include "config/forms.hpp"
#include "models/toml/forms.hpp"

#include <array>

namespace pgslate::commands {
namespace {

constexpr std::array with_schema = {EditedFile{"models", models::model_form},
                                    EditedFile{"config", config::project_form}};

} // namespace

std::span<const EditedFile> edited_files() {
    return with_schema;
}

std::filesystem::path schema_path(std::string_view name) {
    return format(".pgslate/{}.schema.json", name);
}

// Taplo takes a path for one only if it begins with a point: ours do, as the folder does.
std::string schema_line(const std::filesystem::path& folder, const std::filesystem::path& schema) {
    return format("#:schema {}\n", schema.lexically_relative(folder).generic_string());
}

} // namespace pgslate::commands
