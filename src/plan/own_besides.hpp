#pragma once

#include "plan/difference.hpp"

#include <vector>

namespace pgslate::plan {

/// Forgets of columns that children have from their parents, and are declared to have from nowhere
/// else, that PostgreSQL takes them for their own besides: it does for ever where the table was
/// there before it joined them (manual, "ALTER TABLE": INHERIT).
void forget_own_besides(std::vector<Difference>& differences, const catalog::Catalog& declared,
                        const catalog::Catalog& live);

} // namespace pgslate::plan
