#pragma once

#include "catalog/catalog.hpp"
#include "report/diagram/diagram.hpp"
#include "report/diagram/draw_table.hpp"
#include "report/diagram/positions.hpp"

#include <map>
#include <vector>

namespace pgslate::report {

/// Foreign keys, what inherits from what, and what views read, between what is drawn.
std::vector<DrawnReference> draw_references(const catalog::Catalog& catalog,
                                            const Positions& positions,
                                            const std::vector<DrawnTable>& tables,
                                            const std::map<catalog::Identity, UniqueKeys>& keys);

} // namespace pgslate::report
