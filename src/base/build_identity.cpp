#include "base/build_identity.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <link.h>
#include <string_view>

namespace pgslate {
namespace {

using Bytes = std::span<const std::byte>;

std::string hexadecimal(Bytes bytes) {
    std::string digits;
    for (const auto byte : bytes) digits += format("{:02x}", std::to_integer<unsigned>(byte));
    return digits;
}

// The next `size` bytes, fewer where the notes end early; `at` moves to the next multiple of
// `alignment` behind them.
Bytes take(Bytes notes, std::size_t& at, std::size_t size, std::size_t alignment) {
    const auto taken = notes.subspan(at, std::min(size, notes.size() - at));
    const auto end = (at + taken.size() + alignment - 1) / alignment * alignment;
    at = std::min(end, notes.size());
    return taken;
}

bool is_gnu(Bytes name) {
    constexpr std::string_view gnu("GNU\0", 4);
    return name.size() == gnu.size() && std::memcmp(name.data(), gnu.data(), gnu.size()) == 0;
}

// The program itself comes first; its libraries are of no interest.
int take_program(dl_phdr_info* object, std::size_t /*size*/, void* into) {
    auto& identity = *static_cast<std::string*>(into);
    for (const auto& segment : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
        if (segment.p_type != PT_NOTE || !identity.empty()) continue;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): where the loader has put it
        const auto* begin = reinterpret_cast<const std::byte*>(object->dlpi_addr + segment.p_vaddr);
        identity = build_id_in({begin, segment.p_memsz}, segment.p_align);
    }
    return 1;
}

} // namespace

std::string build_id_in(Bytes notes, std::size_t alignment) {
    const auto aligned = std::max<std::size_t>(alignment, 4);
    for (std::size_t at = 0; notes.size() - at >= sizeof(ElfW(Nhdr));) {
        ElfW(Nhdr) note{};
        std::memcpy(&note, take(notes, at, sizeof note, 4).data(), sizeof note);
        const auto name = take(notes, at, note.n_namesz, aligned);
        const auto value = take(notes, at, note.n_descsz, aligned);
        if (note.n_type == NT_GNU_BUILD_ID && is_gnu(name)) return hexadecimal(value);
    }
    return {};
}

std::string build_identity() {
    std::string identity;
    ::dl_iterate_phdr(take_program, &identity);
    return identity;
}

} // namespace pgslate
