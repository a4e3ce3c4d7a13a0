#pragma once

#include "config/setting.hpp"

#include <string>
#include <string_view>

namespace pgslate::config {

/// Throws if `name` cannot be the name of a `what` ("database", "user") exactly as it is; with a
/// hint unless that is empty.
void check_name(const std::string& name, std::string_view what, const Origin& origin,
                std::string_view hint = std::string_view());

} // namespace pgslate::config
