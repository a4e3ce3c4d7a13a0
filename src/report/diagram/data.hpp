#pragma once

#include "report/diagram/diagram.hpp"
#include "report/json.hpp"

namespace pgslate::report {

/// All of the picture as data: schemas, tables with columns, references by the numbers of tables.
Json::Object diagram_data(const Diagram& diagram);

} // namespace pgslate::report
