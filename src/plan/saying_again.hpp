// What is said again of an object that stays as it is, because what it names is made anew.
#pragma once

#include "plan/draft.hpp"

#include <string_view>

namespace pgslate::plan {

/// Says an attribute again that has not changed, where the object is declared and can be altered.
void set_anew(Draft& draft, const catalog::Identity& id, std::string_view attribute);

/// Gives a column its type again when this type, or this collation, has stepped aside for a new
/// one: until then the column keeps its values under the old one. Where PostgreSQL can't, the
/// column is replaced. Throws Error if nobody can say what becomes of the values.
void set_type_anew(Draft& draft, const catalog::Fact& column, const catalog::Identity& type);

/// What types and collations that step aside consist of does so, too, where it is made anew.
void let_needed_step_aside(Draft& draft);

} // namespace pgslate::plan
