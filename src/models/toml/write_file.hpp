// A catalog as TOML models: the other way round than read_file.hpp.
#pragma once

#include "catalog/catalog.hpp"
#include "models/toml/write_value.hpp"

#include <string>
#include <vector>

namespace pgslate::models {

/// One object of a TOML model.
struct TomlObject {
    catalog::Identity id;
    std::string section;                 ///< `table`
    std::string short_key;               ///< what the short form says; empty if there is none
    TomlPairs keys;                      ///< everything
    std::vector<catalog::Identity> says; ///< the facts behind the keys, the object's own too
};

/// The objects of a catalog that have a form in TOML, sorted by kind and name. Facts that none of
/// them says have no such form.
std::vector<TomlObject> toml_objects(const catalog::Catalog& catalog);

/// Why these can't stand in one file: two of one section and name in two schemas. Empty if they
/// can.
std::string why_not_one_file(const std::vector<const TomlObject*>& objects);

/// The text of one model file. Its `schema` is that of all its objects, if they have one in common.
std::string toml_file(const std::vector<const TomlObject*>& objects);

} // namespace pgslate::models
