// One thing gets another name, or goes into another schema.
#pragma once

#include "catalog/catalog.hpp"
#include "sql/text.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::plan {

/// What one statement does.
struct Rename {
    catalog::Identity from;
    catalog::Identity to;
    /// Of an enum, which keeps its name: the value that gets another one.
    struct ValueNames {
        std::string from;
        std::string to;
    };
    std::optional<ValueNames> value{};
    bool is_aside = false; ///< of what is in the way, and goes later
    /// The relation that is locked for it, as it was called before all renames.
    std::optional<catalog::Identity> locked{};
    Place place{};
};

sql::Text statement(const Rename& rename);
/// The way back: from the new names to the old ones, the last first.
std::vector<Rename> reversed(const std::vector<Rename>& renames);

/// Can PostgreSQL give what is of this kind another name?
bool can_be_renamed(catalog::Kind kind);
/// Which of an identity's names is its own.
std::size_t own_name_of(catalog::Kind kind, std::size_t names);
/// That name.
const std::string& own_name(const catalog::Identity& id);
/// The identity with another name of its own.
catalog::Identity with_name(catalog::Identity id, const std::string& name);

/// A catalog some things of which are called otherwise than when it was read. What is called so in
/// texts that the server has printed still is, but for names that stand by themselves.
struct Renamed {
    catalog::Catalog catalog;
    std::map<catalog::Identity, catalog::Identity> was; ///< by the present name, if it differs

    explicit Renamed(catalog::Catalog read) : catalog(std::move(read)) {}
    /// What all that a rename touches is called behind it.
    void apply(const Rename& rename, int server_major);
    /// What something was called that is called so now.
    const catalog::Identity& before(const catalog::Identity& now) const;
    /// What something is called now that was called so.
    const catalog::Identity& now(const catalog::Identity& before) const;
};

} // namespace pgslate::plan
