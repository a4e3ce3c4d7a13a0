#include "base/digest.hpp"

#include "base/format.hpp"

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
    Digest whole;
    whole.add(text);
    return whole.text();
}

void Digest::add(std::string_view text) {
    one_ = fnv(text, one_);
    other_ = fnv(text, other_);
}

void Digest::add_part(std::string_view part) {
    add(format("{} ", part.size()));
    add(part);
    add("\n");
}

std::string Digest::text() const {
    return format("{:016x}{:016x}", one_, other_);
}

} // namespace pgslate
