// Questions about some relations.
#pragma once

#include "catalog/identity.hpp"
#include "sql/text.hpp"

#include <string_view>
#include <vector>

namespace pgslate::live {

/// The question with these relations before it as `wanted(number, schema, name)`, numbered from 0;
/// there is at least one.
sql::Text about(const std::vector<catalog::Identity>& relations, std::string_view question);

} // namespace pgslate::live
