// How what a database contains is spread over the files of a dump.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/dump.hpp"

namespace pgslate::commands {

/// The steps that make what a server has printed, in a database that has nothing of it.
plan::Plan plan_of(const catalog::Catalog& catalog);

/// The files that say a catalog, sorted by their names. Throws Error if it is to be TOML in one
/// file and can't be.
std::vector<DumpedFile> files_of(const catalog::Catalog& catalog, DumpFormat format,
                                 DumpLayout layout);

} // namespace pgslate::commands
