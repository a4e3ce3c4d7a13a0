#pragma once

#include "report/diagram/selection.hpp"

#include <string>

namespace pgslate::cli {

/// What `diagram` is told besides a format and where to write.
struct DiagramOptions {
    bool live = false;            ///< --live
    bool diff = false;            ///< --diff
    bool offline = false;         ///< --offline
    report::DiagramChoice choice; ///< --schema, --table, --around
    std::string columns;          ///< --columns; empty if left out
};

} // namespace pgslate::cli
