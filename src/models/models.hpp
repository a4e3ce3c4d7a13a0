// Models: the files that declare what the database should contain, read into a catalog.
#pragma once

#include "base/error.hpp"
#include "base/program.hpp"
#include "base/shared_text.hpp"
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
        std::filesystem::path path; ///< of one that a program printed: what it is called
        SharedText text;
        bool printed = false; ///< by a program; it is SQL
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

/// Every model at `paths`: files, or folders, which are read whole; and, behind them, what each of
/// `commands` prints, which is ended by `interruption`. Throws Error
/// (ExitStatus::bad_configuration) if others than `trust` says could have written one, or a command
/// can't be run.
Sources find(const std::vector<std::filesystem::path>& paths, const Trust& trust,
             const std::vector<Program>& commands = {}, Interruption* interruption = nullptr);

/// Reads them. Throws one Error (ExitStatus::bad_model) with all problems of the set.
Models load(Sources sources);

} // namespace pgslate::models
