#pragma once

#include "base/program.hpp"
#include "config/setting.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::config {

/// What a `models` key says: files and folders, and programs that print a model.
struct ModelList : Setting<std::vector<std::filesystem::path>> {
    std::vector<Program> commands;
};

} // namespace pgslate::config
