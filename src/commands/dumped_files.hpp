// How what a database contains is spread over the files of a dump.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/dump.hpp"

namespace pgslate::commands {

/// A plan of what a server has printed, with the settings that it takes.
plan::Plan as_printed(plan::Plan plan);

/// The files that say a catalog, sorted by their names. Throws Error if it is to be TOML in one
/// file and can't be.
std::vector<DumpedFile> files_of(const catalog::Catalog& catalog, DumpFormat format,
                                 DumpLayout layout);

} // namespace pgslate::commands
