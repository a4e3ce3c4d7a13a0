#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pgslate {

/// The offset of a dotted key of a thousand parts or more; nothing if `text` has none. toml++
/// reads and frees such keys by recursion and runs out of stack on one of some ten thousand parts;
/// it limits the nesting of values itself.
std::optional<std::size_t> too_deep_key(std::string_view text);

} // namespace pgslate
