#pragma once

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "config/target.hpp"
#include "plan/plan.hpp"

#include <functional>

namespace pgslate::commands {

/// The statements that create everything the models at `paths` declare, in order. Needs no server.
plan::Plan sql(const config::Models& paths, const std::function<void(const Problem&)>& warn,
               Interruption* interruption);

} // namespace pgslate::commands
