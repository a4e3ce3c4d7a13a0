#include "config/paths.hpp"

namespace pgslate::config {

std::filesystem::path folder_path(const std::filesystem::path& path) {
    auto result = std::filesystem::absolute(path).lexically_normal();
    if (!result.has_filename() && result.has_relative_path()) result = result.parent_path();
    return result;
}

std::filesystem::path seen_from(const std::filesystem::path& cwd,
                                const std::filesystem::path& path) {
    const auto whole = path.lexically_normal();
    auto relative = whole.lexically_relative(folder_path(cwd));
    return relative.empty() || *relative.begin() == ".." ? whole : relative;
}

} // namespace pgslate::config
