#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pgslate {

/// 128 bits in hexadecimal digits that tell texts apart which nobody has a reason to forge: FNV-1a,
/// 64 bits, from two beginnings.
std::string digest(std::string_view text);

/// The same of a text that comes in pieces, however large it is.
class Digest {
  public:
    void add(std::string_view text);
    /// A part with its length before it, so that no other parts make the same digest.
    void add_part(std::string_view part);
    std::string text() const;

  private:
    std::uint64_t one_ = 0xcbf29ce484222325;
    std::uint64_t other_ = 0x84222325cbf29ce4;
};

} // namespace pgslate
