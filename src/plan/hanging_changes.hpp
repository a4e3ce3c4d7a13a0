// What is to be done about tables that hang on others, besides what differs in them.
#pragma once

#include "plan/draft.hpp"

#include <vector>

namespace pgslate::plan {

/// A column that a table will have from another one is no column of its own any more: the values
/// stay, and where the table is no partition, PostgreSQL goes on taking it for its own, too.
bool comes_from_whole(const Draft& draft, const catalog::Identity& id);

/// Is it a column or a check that one side tells of a partition, and the other of its whole? A
/// partition whose columns stand elsewhere than in its table has all of them, and the checks, by
/// itself, as the reader tells; any other has them from that.
bool is_told_otherwise(const Draft& draft, const catalog::Identity& id);

/// Replaces the checks that moved children are to have from a new parent, and not by themselves: a
/// child has one so if the parent gets it afterwards.
void make_checks_anew(Draft& draft);

/// The new partitions of tables that are there join them when they have their indexes.
void attach_new_partitions(Draft& draft);

/// A partition that is new, or gets other bounds, may take rows from others.
void reroute_rows(Draft& draft, const std::vector<Difference>& differences);

} // namespace pgslate::plan
