// Values of composite types that other ones take the place of.
#pragma once

#include "catalog/index.hpp"
#include "sql/text.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// The attributes of a composite type in their order.
std::vector<const catalog::Fact*> attributes_of(const catalog::Index& index,
                                                const catalog::Identity& type);

/// Are they the same by name, one after the other? Then a value is the same text in both types.
bool have_same_places(const std::vector<const catalog::Fact*>& one,
                      const std::vector<const catalog::Fact*>& other);

/// The value of a column with its attributes in the places of the new type. A column without a
/// value has none afterwards.
sql::Text by_attribute(const catalog::Fact& column, const std::vector<const catalog::Fact*>& before,
                       const std::vector<const catalog::Fact*>& after,
                       const catalog::Identity& type);

} // namespace pgslate::plan
