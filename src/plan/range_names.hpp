// Names of what the server makes together with a range type.
#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// The functions that make values of a range type, and its multirange with those that make its
/// values, keep their names when the type, of this schema, gets another: they step aside, too.
std::vector<sql::Text> range_stepping_aside(const catalog::Fact& range, const std::string& name,
                                            int server_major);

} // namespace pgslate::plan
