#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pgslate {

/// The offset at which `text` is nested a thousand deep or more, by whatever means TOML has: the
/// parts of a dotted key or a header, arrays, inline tables, one in the other. Nothing if it never
/// is. toml++ makes tables and frees them by recursion and runs out of stack some ten thousand
/// deep; by itself it limits only how values stand in values, not the keys at each of them.
std::optional<std::size_t> too_deep(std::string_view text);

} // namespace pgslate
