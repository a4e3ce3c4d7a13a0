// Models: the files that declare what the database should contain, read into a catalog.
#pragma once

#include "base/error.hpp"
#include "catalog/catalog.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pgslate::models {

struct Models {
    catalog::Catalog catalog;
    std::vector<std::filesystem::path> files; ///< what was read, in order
    std::vector<std::string> texts;           ///< what stands in them
    std::vector<Problem> warnings;            ///< what looks wrong but may be meant
};

/// Reads every model at `paths` (files, or folders, which are read whole). Throws one Error
/// (ExitStatus::bad_model) with all problems of the set.
Models load(const std::vector<std::filesystem::path>& paths);

} // namespace pgslate::models
