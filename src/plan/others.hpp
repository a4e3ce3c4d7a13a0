// What of a database belongs to somebody else: nothing is done with it, and it is no drift.
#pragma once

#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"
#include "plan/difference.hpp"

#include <set>
#include <string>
#include <vector>

namespace pgslate::plan {

/// Patterns of what the program calls things, with the kind or without: `public.alembic_version`,
/// `public.*_old`, `extension *`. `*` stands for any characters, `?` for one.
using Patterns = std::vector<std::string>;

/// Does a pattern fit what the program calls this?
bool is_meant(const catalog::Identity& id, const std::string& pattern);

/// Does a pattern say that it, or what it belongs to, is somebody else's? `catalog` has it.
bool is_ignored(const catalog::Identity& id, const Patterns& patterns,
                const catalog::Catalog& catalog);

/// Takes what is ignored out of a catalog, and returns the objects that were.
std::vector<catalog::Identity> forget_ignored(catalog::Catalog& catalog, const Patterns& patterns);

/// Is there a partition among what nobody declares?
bool concerns_partitions(const std::vector<Difference>& differences, const catalog::Catalog& live);

/// Partitions that nobody declares and that stay: those of tables whose model says so, or says
/// nothing and declares none of their partitions.
std::set<catalog::Identity> kept_partitions(const catalog::Catalog& declared,
                                            const catalog::Catalog& live,
                                            const catalog::Hints& hints);

/// What is ignored, and what is about these tables, is no difference. Returns the objects that are
/// ignored.
std::vector<catalog::Identity> forget_others(std::vector<Difference>& differences,
                                             const catalog::Catalog& declared,
                                             const catalog::Catalog& live, const Patterns& patterns,
                                             const std::set<catalog::Identity>& kept);

} // namespace pgslate::plan
