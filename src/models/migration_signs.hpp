// How a migration is known by itself: by what its tool writes into it, or by its name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>

namespace pgslate::models {

/// What shows that a file is a migration.
struct MigrationSign {
    std::string_view tool;  ///< whose it is, in words
    std::size_t offset = 0; ///< of the line that shows it
    bool within = false;    ///< a line shows it, not the name
};

/// The comment of a tool in an SQL file, such as dbmate's `-- migrate:down`. What stands in a
/// string or in COPY data is no comment.
std::optional<MigrationSign> sign_in_text(std::string_view text);

/// The name of a tool's files: Flyway's `V1__init.sql`, or one that begins with the time at which
/// it was made, `20240131120000_init.sql`, as those of sqlx, dbmate, Supabase and many others do.
std::optional<MigrationSign> sign_in_name(const std::filesystem::path& path);

} // namespace pgslate::models
