#pragma once

#include "base/exit_status.hpp"

#include <filesystem>
#include <string>

namespace pgslate {

/// The whole content of a file. Throws Error with `status` when it cannot be read, naming the
/// file and the system's reason.
std::string read_file(const std::filesystem::path& path, ExitStatus status);

} // namespace pgslate
