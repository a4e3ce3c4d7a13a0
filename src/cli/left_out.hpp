// Options whose value was left out. Private to this room: it sees CLI11.
#pragma once

#include "cli/parse.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace pgslate::cli {

/// What to say where an option that takes a value stands at the end, or before another option,
/// which CLI11 would take for its value: `--template --spares 2`.
std::optional<Answer> left_out(const CLI::App& app, const std::vector<std::string>& arguments);

} // namespace pgslate::cli
