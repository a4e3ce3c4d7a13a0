// Migrations taken for models: what tools such as dbmate, goose, Flyway and sqlx run one after
// another. Read as models they would be run with the parts that undo them.
#pragma once

#include "base/error.hpp"
#include "models/models.hpp"

#include <filesystem>
#include <set>
#include <vector>

namespace pgslate::models {

struct Migrations {
    std::set<std::filesystem::path> files; ///< that are no models
    std::vector<Problem> problems;         ///< one for each way in which that shows
};

/// The migrations among `files`, known by what their tools write into them (`-- migrate:down`), by
/// their names (`V1__init.sql`, `20240131120000_init.sql`) or by one beside them that undoes them
/// (`1_init.up.sql`, `1_init.down.sql`).
Migrations migrations_among(const std::vector<Sources::File>& files);

} // namespace pgslate::models
