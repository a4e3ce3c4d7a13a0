#pragma once

#include "base/error.hpp"
#include "plan/plan.hpp"

#include <filesystem>
#include <functional>
#include <vector>

namespace pgslate::commands {

/// The statements that create everything the models at `paths` declare, in order. Needs no server.
plan::Plan sql(const std::vector<std::filesystem::path>& paths,
               const std::function<void(const Problem&)>& warn);

} // namespace pgslate::commands
