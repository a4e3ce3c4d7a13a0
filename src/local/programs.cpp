#include "local/programs.hpp"

#include <algorithm>
#include <system_error>
#include <unistd.h>

namespace pgslate::local {

namespace fs = std::filesystem;

bool is_program(const fs::path& file) {
    std::error_code ignored;
    return fs::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
}

std::vector<fs::path> folders_on_path(const config::Environment& environment) {
    std::vector<fs::path> folders;
    const auto path = environment.get("PATH").value_or("");
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find(':', at), path.size());
        if (const auto folder = path.substr(at, end - at); folder.starts_with('/'))
            folders.emplace_back(folder);
        at = end + 1;
    }
    return folders;
}

std::optional<fs::path> find_program(const std::string& name,
                                     const config::Environment& environment) {
    for (const auto& folder : folders_on_path(environment))
        if (is_program(folder / name)) return folder / name;
    return std::nullopt;
}

} // namespace pgslate::local
