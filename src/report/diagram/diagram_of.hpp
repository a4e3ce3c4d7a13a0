#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"
#include "report/diagram/diagram.hpp"

#include <string>
#include <vector>

namespace pgslate::report {

/// The tables, views and references of a catalog. Partitions are drawn as one with the table that
/// they are parts of. What `catalog` lacks, such as a table of an extension, is not drawn, nor are
/// references to it.
Diagram diagram_of(const catalog::Catalog& catalog, std::string title);

/// Two databases in one picture: `catalog` has what is on either side, as `differences` tell.
Diagram comparison_of(const catalog::Catalog& catalog, std::string title,
                      const std::vector<plan::Difference>& differences);

} // namespace pgslate::report
