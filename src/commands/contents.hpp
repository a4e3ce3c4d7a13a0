// How much a database holds, as far as plans depend on it.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <vector>

namespace pgslate::commands {

/// What is taken of tables without rows: they may have some when the plan is carried out.
enum class Empty { as_it_is, may_be_filled };

/// Tells the steps of a plan how much the relations hold that they work on, as the server says.
/// Where there is nothing yet, nothing is asked. Throws Error.
void weigh(plan::Plan& plan, postgres::Session& session, Empty empty);

/// Tells with what is declared what steps depend on and only the server knows: counters that are
/// outside of their new bounds, partitions that have rows to lose. Throws Error.
void mark_what_is_there(catalog::Catalog& declared, const catalog::Catalog& live,
                        const std::vector<plan::Difference>& differences,
                        postgres::Session& session);

/// The same of what is not there yet: then partitions may have rows.
void mark_what_may_be_there(catalog::Catalog& declared, const catalog::Catalog& live,
                            const std::vector<plan::Difference>& differences);

} // namespace pgslate::commands
