#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pgslate::models {

/// A name as a statement has it, as schema and name: `schema` where it says none. Stays empty.
inline std::vector<std::string> schema_and_name(std::vector<std::string> name,
                                                const std::string& schema) {
    if (name.size() == 1) name.insert(name.begin(), schema);
    if (name.size() > 2) name.erase(name.begin(), name.end() - 2); // database.schema.name
    return name;
}

} // namespace pgslate::models
