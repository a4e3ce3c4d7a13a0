#pragma once

#include "sql/text.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// All options of a sequence but its type and name, also those that are as usual: what ALTER
/// SEQUENCE leaves out stays as it is. `options` are those that are not.
std::vector<sql::Text> all_sequence_options(const std::vector<std::string>& options);

} // namespace pgslate::plan
