// What platforms, extensions and migration tools make in a database of somebody's, known by name.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/others.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

/// A pattern for `ignore`, and whose what it fits is.
struct KnownOther {
    std::string pattern;   ///< "schema auth", "public.alembic_version"
    std::string whose;     ///< "Supabase"
    std::string needed_by; ///< what of the rest needs something of it, so that it stays; or empty
};

/// Those that the database has. What the rest of it can't be built without is told, and not to be
/// ignored.
struct KnownOthers {
    std::vector<KnownOther> ignored;
    std::vector<KnownOther> needed;

    plan::Patterns patterns() const;
};
KnownOthers known_others(const catalog::Catalog& catalog);

} // namespace pgslate::commands
