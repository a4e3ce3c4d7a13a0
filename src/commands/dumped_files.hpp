// How what a database contains is spread over the files of a dump.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/dump_choice.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

/// One file of a dump, or two: TOML says what has a form in it, the plan creates the rest.
struct DumpedFile {
    std::string stem; ///< `public/user`: where it goes, without the ending; empty for a whole dump
    std::string toml; ///< empty if nothing is said in TOML
    plan::Plan plan;  ///< empty if nothing takes SQL
};

/// The files that say a catalog, sorted by their names. Throws Error if it is to be TOML in one
/// file and can't be.
std::vector<DumpedFile> files_of(const catalog::Catalog& catalog, DumpFormat format,
                                 DumpLayout layout);

} // namespace pgslate::commands
