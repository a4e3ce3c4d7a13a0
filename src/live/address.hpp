// Where a server keeps things: how facts find what belongs to them, without names.
#pragma once

#include "catalog/identity.hpp"

#include <compare>
#include <map>

namespace pgslate::live {

/// The address of an object (manual, "pg_depend": classid, objid, objsubid). `sub` is the number of
/// a column; -1 stands for a part that PostgreSQL has no address for: the name of a type before it
/// is defined, the column that a sequence goes away with.
struct Address {
    unsigned class_oid = 0;
    unsigned oid = 0;
    int sub = 0;

    friend auto operator<=>(const Address&, const Address&) = default;
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
    std::map<Address, const catalog::Identity*> entries_;
    std::map<Address, Address> aliases_;
};

} // namespace pgslate::live
