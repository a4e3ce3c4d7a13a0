// Where a server keeps something: how facts find what belongs to them, without names.
#pragma once

#include <cstddef>

namespace pgslate::catalog {

/// The address of an object (manual, "pg_depend": classid, objid, objsubid). `sub` is the number of
/// a column; -1 stands for a part that PostgreSQL has no address for: the name of a type before it
/// is defined, the column that a sequence goes away with.
struct Address {
    unsigned class_oid = 0;
    unsigned oid = 0;
    int sub = 0;

    friend bool operator==(const Address&, const Address&) = default;
};

struct AddressHash {
    std::size_t operator()(const Address& address) const {
        constexpr std::size_t spread = 0x9E3779B97F4A7C15; // 2^64 divided by the golden ratio
        const auto sub = static_cast<unsigned>(address.sub) * 65599U;
        return ((std::size_t{address.oid} << 32U | address.class_oid) + sub) * spread;
    }
};

} // namespace pgslate::catalog
