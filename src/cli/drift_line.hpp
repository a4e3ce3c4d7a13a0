#pragma once

#include "commands/status.hpp"
#include "report/output.hpp"

namespace pgslate::cli {

/// `Drift     none`, or what differs, line by line.
void tell_drift(const report::Output& output, const commands::Status& status);

} // namespace pgslate::cli
