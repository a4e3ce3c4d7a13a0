// The catalogs that hold what the reader reads, and which of their rows tell whether they are what
// they were.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pgslate::live {

/// A catalog, and which of its rows count.
struct ComparedCatalog {
    std::string_view name;
    std::string_view condition = {}; ///< for its rows, which are called t; empty: all
    int from = 0;                    ///< the major version that has it first; 0: all have it
    /// An expression for a digest of what a row says, where a new version of it may say the same:
    /// then that counts, and not the version. NULL for a row of which the version counts.
    std::string_view content = {};
};

/// In the order of their names.
std::span<const ComparedCatalog> compared_catalogs();

/// All catalogs that are known here, compared or not, and all columns of pg_class: as literals with
/// commas between them. What a newer server adds can't be judged.
std::string known_catalogs();
std::string_view known_columns_of_relations();

/// A question about it, with lines for versions: an older server answers it with no row.
std::string from_version(const ComparedCatalog& catalog, std::string question);
/// The question for its name, how many of its rows count, and what else is asked about those: an
/// aggregate.
std::string count_of(const ComparedCatalog& catalog, std::string_view else_asked);

} // namespace pgslate::live
