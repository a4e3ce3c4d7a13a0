// The TOML form of the objects of a catalog, kind by kind: what the readers read back. Each
// function returns nothing for a fact that has no form.
#pragma once

#include "models/toml/write_draft.hpp"

namespace pgslate::models {

using Written = std::optional<Draft>;

// Objects.
Written write_schema(const Family& family, const catalog::Fact& fact);
Written write_extension(const Family& family, const catalog::Fact& fact);
Written write_enum(const Family& family, const catalog::Fact& fact);
Written write_domain(const Family& family, const catalog::Fact& fact);
Written write_composite(const Family& family, const catalog::Fact& fact);
Written write_range(const Family& family, const catalog::Fact& fact);
Written write_sequence(const Family& family, const catalog::Fact& fact);
/// A table with all that has a form of what belongs to it, its partitions too.
Written write_table(const Family& family, const catalog::Fact& fact);
Written write_view(const Family& family, const catalog::Fact& fact);
Written write_materialized_view(const Family& family, const catalog::Fact& fact);
Written write_statistics(const Family& family, const catalog::Fact& fact);

// Parts of a table or a view; what has no form is passed over.

/// The columns, with the constraints that can stand at one. False: a column has no form, so the
/// table has none.
bool write_columns(const Family& family, const catalog::Fact& table, Draft& draft);
/// The constraints that `draft` does not say yet.
void write_constraints(const Family& family, const catalog::Fact& table, Draft& draft);
void write_indexes(const Family& family, const catalog::Identity& relation, Draft& draft);
void write_triggers_and_rules(const Family& family, const catalog::Identity& relation,
                              Draft& draft);
void write_policies(const Family& family, const catalog::Identity& table, Draft& draft);

/// What a foreign key says besides its columns and its target's.
void write_actions(Attributes& attributes);
/// What the index behind a key, an exclusion constraint or an index can have.
void write_index_settings(Attributes& attributes);
/// `deferrable` and `initially`.
void write_deferral(Attributes& attributes);

} // namespace pgslate::models
