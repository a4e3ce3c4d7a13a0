#include "live/address.hpp"

namespace pgslate::live {

const catalog::Identity* AddressBook::at(const Address& address) const {
    const auto found = entries_.find(address);
    return found == entries_.end() ? nullptr : found->second;
}

const catalog::Identity* AddressBook::meant_by(Address address) const {
    // An array of the row type of a table is the longest way there is; what is no object of its own
    // (a column of a view) is a part of the whole.
    constexpr int longest_way = 8;
    for (int step = 0; step < longest_way; ++step) {
        if (const auto* id = at(address)) return id;
        const auto alias = aliases_.find(address);
        if (alias != aliases_.end())
            address = alias->second;
        else if (address.sub != 0)
            address.sub = 0;
        else
            return nullptr;
    }
    return nullptr;
}

} // namespace pgslate::live
