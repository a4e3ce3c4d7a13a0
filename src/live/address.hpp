// What stands at which address of a server.
#pragma once

#include "catalog/address.hpp"
#include "catalog/identity.hpp"

#include <unordered_map>

namespace pgslate::live {

using catalog::Address;
using catalog::AddressHash;

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
