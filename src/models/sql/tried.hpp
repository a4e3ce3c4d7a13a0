// What becomes of a statement where models are only tried.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::models {

/// The statement as it runs where trying it changes nothing but the database it is tried in:
/// without rows (WITH NO DATA), and without a publisher. Nothing: it does not run there.
std::optional<std::string> tried(std::string_view sql);

} // namespace pgslate::models
