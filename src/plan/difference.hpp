// What two catalogs don't have in common. Both must be canonical: read from a server.
#pragma once

#include "catalog/catalog.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgslate::plan {

/// An attribute that is not the same on both sides; nothing: the object has none there.
struct AttributeDifference {
    std::string name;
    std::optional<catalog::Value> declared;
    std::optional<catalog::Value> live;
};

struct Difference {
    enum class Kind {
        missing,    ///< declared, and not there
        undeclared, ///< there, and not declared
        different   ///< on both sides, with other attributes
    };
    Kind kind{};
    catalog::Identity id;
    std::optional<catalog::Identity> parent;
    std::vector<AttributeDifference> attributes; ///< only if it is different
};

/// "missing", "undeclared", "different".
std::string_view to_string(Difference::Kind kind);

/// How much of the live side counts.
enum class Scope {
    /// Schemas that the declared side has something in, and kinds outside of schemas that it has
    /// one of. Owners and privileges only where it says something about them.
    mentioned,
    everything
};

/// All differences, by identity. That parts stand in another order is one of the whole that they
/// belong to: `column_order`.
std::vector<Difference> differences(const catalog::Catalog& declared, const catalog::Catalog& live,
                                    Scope scope);

/// The same seen from the other side.
std::vector<Difference> inverted(std::vector<Difference> differences);

} // namespace pgslate::plan
