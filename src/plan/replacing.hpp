// Objects that others take the place of.
#pragma once

#include "plan/draft.hpp"

namespace pgslate::plan {

/// What is live goes, and what is declared comes. The parts that the target has are made again with
/// it, or because they were dropped.
void replace(Draft& draft, const catalog::Identity& id);

/// The same because it can't be altered: a table gets the rows of the old one, if it can.
void replace_with_rows(Draft& draft, const catalog::Identity& id);

/// Values of types that have stepped aside are copied by way of their text: of two types of one
/// name that are not the same the server makes none the other.
void copy_through_text(Draft& draft);

} // namespace pgslate::plan
