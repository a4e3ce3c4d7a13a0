#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace pgslate {

/// What tells this build of the program from all others, in hexadecimal digits: a digest of
/// everything that was linked, which the linker writes into it (ld(1), --build-id). The same
/// sources, built in the same way, have the same one. Empty if there is none.
std::string build_identity();

/// The build ID among the notes of an ELF file, whose entries are aligned to that many bytes
/// (elf(5), "Notes"); empty if there is none.
std::string build_id_in(std::span<const std::byte> notes, std::size_t alignment);

} // namespace pgslate
