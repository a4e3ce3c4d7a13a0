#pragma once

#include "base/progress.hpp"
#include "commands/context.hpp"
#include "report/output.hpp"

namespace pgslate::cli {

/// Shows how waiting for the server goes: on a terminal as a task of the progress, elsewhere as a
/// line for every new state. Both must live as long.
database::WaitingListener show_waiting(const report::Output& output, Progress& progress);

} // namespace pgslate::cli
