// A part of a picture.
#pragma once

#include "report/diagram/diagram.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::report {

/// Which tables are drawn; nothing chosen: all.
struct DiagramChoice {
    std::vector<std::string> schemas;
    std::vector<std::string> tables; ///< as `schema.table`, or as `table` in whatever schema
    std::size_t around = 1;          ///< so many references away from `tables`, too
};

/// What is left of it. Throws Error (ExitStatus::usage) if something chosen is not there, with the
/// nearest that is.
Diagram chosen(Diagram diagram, const DiagramChoice& choice);

/// Which columns are drawn: all, those that are keys, refer to something or differ, or none.
enum class ShownColumns { all, keys, none };

/// What stays readable with so many tables.
ShownColumns columns_for(std::size_t tables);

/// The picture with these columns only.
Diagram folded(Diagram diagram, ShownColumns columns);

} // namespace pgslate::report
