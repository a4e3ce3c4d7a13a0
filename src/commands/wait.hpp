#pragma once

#include "commands/context.hpp"

namespace pgslate::commands {

/// Waits until the target's server lets its role log in, as long as the context says, or 60 s.
/// Returns how long it took. Throws Error (69) when the time is up.
std::chrono::milliseconds wait(const Context& context);

} // namespace pgslate::commands
