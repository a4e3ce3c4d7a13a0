#pragma once

#include "commands/context.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

struct Dump {
    plan::Plan plan;                  ///< creates in an empty database what the dumped one contains
    std::vector<std::string> unknown; ///< what it contains that this program does not know
};

/// What of a database is dumped; nothing chosen: all.
struct DumpChoice {
    std::vector<std::string> schemas;
    std::vector<std::string> tables; ///< as `schema.table`, or as `table` in whatever schema
};

/// Reads the target's database and plans how to create the like. Throws Error, also if something
/// chosen is not there.
Dump dump(const Context& context, const DumpChoice& choice);

} // namespace pgslate::commands
