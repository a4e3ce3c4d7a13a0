#pragma once

#include "base/descriptor.hpp"
#include "base/exit_status.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace pgslate {

/// How many bytes a file may have: more than anybody writes, and less than uses up the memory.
constexpr std::size_t largest_file = std::size_t{256} * 1024 * 1024;
/// The same for files of a few lines, such as one that holds a password.
constexpr std::size_t largest_note = std::size_t{1024} * 1024;

/// The whole content of a file, of a pipe, or of a device that has none. Throws Error with `status`
/// when it cannot be read, when it has more than `most` bytes, or when it is a terminal or a device
/// that gives bytes for ever; it names the file and the reason.
std::string read_file(const std::filesystem::path& path, ExitStatus status,
                      std::size_t most = largest_file);
/// The same of a file that is open already.
std::string read_file(const Descriptor& open, const std::filesystem::path& path, ExitStatus status,
                      std::size_t most = largest_file);
/// Throws that Error; `reason` is errno, or words.
[[noreturn]] void cannot_read(const std::filesystem::path& path, int reason, ExitStatus status);
[[noreturn]] void cannot_read(const std::filesystem::path& path, std::string_view reason,
                              ExitStatus status);

} // namespace pgslate
