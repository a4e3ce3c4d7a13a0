// Where a server keeps things: how facts find what belongs to them, without names.
#pragma once

#include "catalog/identity.hpp"

#include <cstddef>
#include <unordered_map>

namespace pgslate::live {

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

/// What stands where.
class AddressBook {
  public:
    void add(const Address& address, const catalog::Identity& id) {
        entries_.insert({address, &id});
    }
    /// When it comes to dependencies, one address stands for another.
    void add_alias(const Address& address, const Address& meant) {
        aliases_.insert({address, meant});
    }

    /// Takes over what another one knows.
    void absorb(AddressBook&& other) {
        entries_.merge(other.entries_);
        aliases_.merge(other.aliases_);
    }

    /// What stands at exactly this address; nullptr: nothing we know. Belongs to the catalog.
    const catalog::Identity* at(const Address& address) const;
    /// What it is a part of for whoever writes SQL; nullptr: nothing we know.
    const catalog::Identity* meant_by(Address address) const;

  private:
    std::unordered_map<Address, const catalog::Identity*, AddressHash> entries_;
    std::unordered_map<Address, Address, AddressHash> aliases_;
};

} // namespace pgslate::live
