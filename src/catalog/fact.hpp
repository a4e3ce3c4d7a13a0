#pragma once

#include "base/place.hpp"
#include "base/shared_text.hpp"
#include "catalog/address.hpp"
#include "catalog/attributes.hpp"
#include "catalog/identity.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::catalog {

/// The lines for `copy ... from stdin`.
struct CopyData {
    SharedText text;
    int line = 0; ///< of the file, where they begin
};

/// A statement of a .sql model: mostly parts of its file.
struct ModelStatement {
    SharedText sql;
    Shared<CopyData> copy_data; ///< none: it takes no lines
};

/// One addressable thing that a database contains, or should contain: plain data. Which attributes
/// a kind has stands in its query (live/sql) and its rule (plan/rules_*.cpp).
struct Fact {
    Identity id;
    std::optional<Identity> parent; ///< the table of a column, the type of an attribute
    Attributes attributes;
    std::optional<Identity> made_by;  ///< the statement of a .sql model that creates it
    Place place;                      ///< where it is declared; unknown if it is live
    Shared<ModelStatement> statement; ///< only of a statement of a .sql model
    int order = 0;                    ///< among its parent's facts of one kind
    /// Where the server that it was read from keeps it, or what it is said of; nowhere if it is
    /// declared.
    Address address;

    /// What it is as a statement of a .sql model; empty if it is none.
    std::string_view sql() const { return statement ? statement->sql.view() : std::string_view(); }
    bool has(std::string_view name) const { return attributes.contains(name); }
    /// The attribute's text; empty if it has none.
    const std::string& text(std::string_view name) const;
    /// The attribute's list; empty if it has none.
    const std::vector<std::string>& list(std::string_view name) const;
};

} // namespace pgslate::catalog
