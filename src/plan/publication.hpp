#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

namespace pgslate::plan {

/// The tables and schemas of a publication, as SET takes them; empty if there are none.
sql::Text published_objects(const catalog::Fact& fact);
/// The slot of a subscription, as its options take it: its own name where no other is given.
sql::Text slot_of(const catalog::Fact& subscription);

} // namespace pgslate::plan
