#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

namespace pgslate::plan {

/// The tables and schemas of a publication, as SET takes them; empty if there are none.
sql::Text published_objects(const catalog::Fact& fact);

} // namespace pgslate::plan
