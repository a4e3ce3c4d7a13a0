// What stands outside of some schemas: to see that nothing of it is lost when they are emptied.
#pragma once

#include "live/objects_in_schemas.hpp"
#include "postgres/together.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::live {

/// An object, or a part of one, that depends on something.
struct Dependent {
    Object object;
    std::string address;              ///< its class and its oid
    int column = 0;                   ///< its number, if it is a column
    bool holds_data = false;          ///< a relation or a column: what replaces it is another one
    std::optional<std::string> owner; ///< the address of what it goes away with
};

/// Asks, among other questions, for everything outside of these schemas that depends on something,
/// members of extensions included: all that DROP ... CASCADE can take away.
void ask_dependents_outside(postgres::Together& together, const std::vector<std::string>& schemas,
                            std::vector<Dependent>& result);

/// What of `before` is no more in `after`, without what went away with something else of it. What
/// holds no data may have been made again under its name.
std::vector<Dependent> lost(const std::vector<Dependent>& before,
                            const std::vector<Dependent>& after);

} // namespace pgslate::live
