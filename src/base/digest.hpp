#pragma once

#include <string>
#include <string_view>

namespace pgslate {

/// 128 bits in hexadecimal digits that tell texts apart which nobody has a reason to forge: FNV-1a,
/// 64 bits, from two beginnings.
std::string digest(std::string_view text);

} // namespace pgslate
