#pragma once

#include "commands/context.hpp"
#include "report/output.hpp"

namespace pgslate::cli {

/// Shows how waiting for the server goes. The output must live as long.
database::WaitingListener show_waiting(const report::Output& output);

} // namespace pgslate::cli
