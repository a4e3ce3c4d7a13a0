// Databases that are there for the time of one command: how they are named, and how a later run
// recognises what a killed one left behind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pgslate::database {

/// A database beside the one that a command works on.
struct Temporary {
    enum class Role {
        fresh,   ///< being built, to take the name over
        former,  ///< had the name until another took it, to be dropped
        dropped, ///< had the name, to be dropped; nothing took its place
        scratch, ///< models are tried in it
        stored,  ///< what models have made, to be copied
        spare    ///< such a copy, to take a name over
    };
    Role role{};
    std::string target; ///< the name it is about; empty for `scratch`, whose models for `stored`
    std::string token;  ///< 16 hexadecimal digits, random but for `stored`

    /// Its name: what it is, a hash of the target, the token, and a check of what stands before
    /// that: 46 bytes whatever the target's name is, and no name that anybody else would choose.
    std::string name() const;
    /// Its comment, which says the same in words and in full. More stands behind it on one that
    /// waits to be used (database/stock.hpp).
    std::string record() const;
};

/// One of a new random token.
Temporary new_temporary(Temporary::Role role, std::string target);

/// What a database of that name is, if its name proves that it is a temporary one about `target`.
std::optional<Temporary> temporary_called(std::string_view name, const std::string& target);

/// The same whatever it is about: its target is empty, and so its name() may be another.
std::optional<Temporary> temporary_called(std::string_view name);

/// A number for a text, the same everywhere and always (FNV-1a, 32 bits).
std::uint32_t name_hash(std::string_view text);

} // namespace pgslate::database
