#pragma once

#include "sql/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::plan {

/// All options of a sequence but its type and name, also those that are as usual: what ALTER
/// SEQUENCE leaves out stays as it is. `options` are those that are not.
std::vector<sql::Text> all_sequence_options(const std::vector<std::string>& options);

/// The least and the greatest number of a sequence of a type with these options; without a type it
/// is bigint.
struct Bounds {
    sql::Fragment least;
    sql::Fragment greatest;
};
Bounds bounds_of(const std::vector<std::string>& options, std::string_view type);

} // namespace pgslate::plan
