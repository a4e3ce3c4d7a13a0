#pragma once

#include <cstdint>
#include <string>

namespace pgslate::report {

/// A number of bytes for people: "512 bytes", "7.5 MB", in steps of 1024 as pg_size_pretty() has
/// them.
std::string size(std::int64_t bytes);

} // namespace pgslate::report
