// What carries a text of a fact's to a server.
#pragma once

#include "catalog/fact.hpp"
#include "plan/carrier.hpp"

#include <optional>
#include <string_view>

namespace pgslate::plan {

/// What carries `value` in the place of the fact's attribute, among the objects that the fact
/// belongs to. Nothing if the attribute is no such text, or if `value` could end the place that it
/// stands in.
std::optional<Carrier> carrier_of(catalog::Fact fact, std::string_view attribute,
                                  const catalog::Value& value);

} // namespace pgslate::plan
