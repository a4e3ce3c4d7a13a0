#pragma once

#include "models/collector.hpp"
#include "models/token_reader.hpp"

#include <optional>
#include <string>

namespace pgslate::models {

/// What a statement does to the values of an enum that is there: ALTER TYPE ... ADD VALUE, or
/// anything else that a later ADD VALUE may count on; nothing if it is no such statement. A name
/// without a schema is taken to be in `schema`.
std::optional<ValueChange> value_change(TokenReader reader, const std::string& schema);

/// Declares the values that statements add to enums of the same models with the enums themselves,
/// and takes these statements out: within the transaction that adds a value to an enum, nothing can
/// use it (manual, "ALTER TYPE"). What is not plain stays as it is: values that are renamed
/// between, types that are dropped, strings with escapes.
void fold_added_values(Collection& collection);

} // namespace pgslate::models
