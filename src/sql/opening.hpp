#pragma once

#include <string>
#include <string_view>

namespace pgslate::sql {

/// The words and names that a statement begins with, five at most: enough to say which one it is,
/// and nothing of what it may keep secret.
std::string opening_of(std::string_view statement);

} // namespace pgslate::sql
