#pragma once

#include "config/setting.hpp"

#include <string_view>

namespace pgslate::config {

/// Throws Error if `text`, an address, still bears what it was wrapped in: quotes that no shell has
/// taken off, the end of the line that it stood in, spaces. Shows nothing of it.
void refuse_wrapping(std::string_view text, const Origin& origin);

} // namespace pgslate::config
