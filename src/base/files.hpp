#pragma once

#include "base/descriptor.hpp"
#include "base/exit_status.hpp"

#include <filesystem>
#include <string>

namespace pgslate {

/// The whole content of a file. Throws Error with `status` when it cannot be read, naming the
/// file and the system's reason.
std::string read_file(const std::filesystem::path& path, ExitStatus status);
/// The same of a file that is open already.
std::string read_file(const Descriptor& open, const std::filesystem::path& path, ExitStatus status);
/// Throws that Error; `reason` is errno.
[[noreturn]] void cannot_read(const std::filesystem::path& path, int reason, ExitStatus status);

} // namespace pgslate
