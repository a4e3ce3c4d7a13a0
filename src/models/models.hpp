// Models: the files that declare what the database should contain, read into a catalog.
#pragma once

#include "base/error.hpp"
#include "base/trust.hpp"
#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pgslate::models {

/// What stands in model files, not looked into yet.
struct Sources {
    struct File {
        std::filesystem::path path;
        std::string text;
    };
    std::vector<File> files;       ///< in the order in which they are read
    std::vector<Problem> problems; ///< what can't be found or read

    std::vector<std::filesystem::path> paths() const;
};

struct Models {
    catalog::Catalog catalog;
    catalog::Hints hints;
    Sources sources;
    std::vector<Problem> warnings; ///< what looks wrong but may be meant
};

/// Every model at `paths`: files, or folders, which are read whole. Throws Error
/// (ExitStatus::bad_configuration) if others than `trust` says could have written one.
Sources find(const std::vector<std::filesystem::path>& paths, const Trust& trust);

/// Reads them. Throws one Error (ExitStatus::bad_model) with all problems of the set.
Models load(Sources sources);

} // namespace pgslate::models
