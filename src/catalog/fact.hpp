#pragma once

#include "base/place.hpp"
#include "base/shared_text.hpp"
#include "catalog/address.hpp"
#include "catalog/identity.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pgslate::catalog {

/// An attribute's value: text, or a list of texts where order counts (labels, key columns).
using Value = std::variant<std::string, std::vector<std::string>>;

/// One addressable thing that a database contains, or should contain: plain data. Which attributes
/// a kind has stands in its query (live/sql) and its rule (plan/rules_*.cpp).
struct Fact {
    Identity id;
    std::optional<Identity> parent; ///< the table of a column, the type of an attribute
    std::map<std::string, Value, std::less<>> attributes;
    int order = 0;                   ///< among its parent's facts of one kind
    std::optional<Identity> made_by; ///< the statement of a .sql model that creates it
    Place place;                     ///< where it is declared; unknown if it is live
    /// The lines for `copy ... from stdin`, of a statement of a .sql model: a part of its file.
    std::optional<SharedText> copy_data;
    /// Where the server that it was read from keeps it, or what it is said of; nowhere if it is
    /// declared.
    Address address;

    bool has(std::string_view name) const { return attributes.contains(name); }
    /// The attribute's text; empty if it has none.
    const std::string& text(std::string_view name) const;
    /// The attribute's list; empty if it has none.
    const std::vector<std::string>& list(std::string_view name) const;
};

} // namespace pgslate::catalog
