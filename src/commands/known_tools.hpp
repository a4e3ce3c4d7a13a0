// What platforms and tools call what they keep in a database beside the application's own.
#pragma once

#include <span>
#include <string_view>

namespace pgslate::commands {

struct KnownTool {
    std::string_view name;      ///< of a schema, in which `*` is anything; or of a table
    std::string_view whose;     ///< "Rails"
    std::string_view sign = {}; ///< a pattern: counts only where that is there, too
};

/// Schemas that are named exactly.
std::span<const KnownTool> known_schemas();

/// Tables, in whatever schema they are.
std::span<const KnownTool> known_tables();

} // namespace pgslate::commands
