// What is written down about a template or a spare when it is finished: in its comment, behind what
// it is.
#pragma once

#include "database/temporary.hpp"
#include "sql/text.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace pgslate::database {

struct Mark {
    std::string key;        ///< a digest of all that decides what is in it
    std::string rules;      ///< a digest of what it has for all that is in it
    bool plain = false;     ///< nothing of that was kept of another database
    std::int64_t bytes = 0; ///< its size
};

/// Is what they are of made in the same way? The sizes may differ.
bool is_like(const Mark& one, const Mark& other);

/// Writes it down, with the size of the database and the version of its row in pg_database.
sql::Text marking(const Temporary& what, const Mark& mark);

/// What is written down in a comment; nothing if it is about another version of the row. `row` is
/// its oid and xmin with a space between.
std::optional<Mark> mark_in(const Temporary& what, const std::string& comment,
                            const std::string& row);

} // namespace pgslate::database
