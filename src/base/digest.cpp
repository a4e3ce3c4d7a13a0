#include "base/digest.hpp"

#include "base/format.hpp"

#include <cstdint>

namespace pgslate {
namespace {

std::uint64_t fnv(std::string_view text, std::uint64_t begin) {
    constexpr std::uint64_t prime = 0x100000001b3;
    for (const char character : text)
        begin = (begin ^ static_cast<unsigned char>(character)) * prime;
    return begin;
}

} // namespace

std::string digest(std::string_view text) {
    return format("{:016x}{:016x}", fnv(text, 0xcbf29ce484222325), fnv(text, 0x84222325cbf29ce4));
}

} // namespace pgslate
