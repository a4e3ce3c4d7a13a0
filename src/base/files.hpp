#pragma once

#include "base/exit_status.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace pgslate {

/// The whole content of a file. Throws Error with `status` when it cannot be read, naming the
/// file and the system's reason.
std::string read_file(const std::filesystem::path& path, ExitStatus status);

/// Writes a file that must not be there yet; with `replace` it may, and a symbolic link gives way
/// to it. Throws Error (ExitStatus::failed), naming the file and the system's reason.
enum class Existing { refuse, replace };
void write_file(const std::filesystem::path& path, std::string_view text, Existing existing);

} // namespace pgslate
