#pragma once

#include "catalog/identity.hpp"
#include "commands/context.hpp"
#include "plan/difference.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace pgslate::commands {

struct Create {
    std::string database;
    bool made_database = false;
    std::size_t statements = 0;                       ///< that created what was missing
    std::vector<catalog::Identity> created;           ///< in a database that was there; in order
    std::vector<catalog::Identity> in_new_database{}; ///< else
    std::vector<catalog::Identity> left_out;          ///< missing, but part of what was there
    /// What of the declared is missing or different all the same. Nothing if it could not be
    /// compared, which takes the right to make a scratch database.
    std::optional<std::vector<plan::Difference>> differences;
    std::map<catalog::Identity, Place> places; ///< where that is declared
    bool marked = false;                       ///< the database got the mark of a protected one
};

constexpr std::string_view creating_what_is_missing = "Creating what is missing.";

/// Creates the target's database if it is missing, and every declared object that is missing in it;
/// never alters or drops what is there. With `protect` the database gets its mark.
Create create(const Context& context, bool protect);

} // namespace pgslate::commands
