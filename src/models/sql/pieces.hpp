// CREATE SCHEMA with statements inside of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

struct Piece {
    std::size_t offset = 0; ///< where it begins in the statement
    std::string text;
};

/// CREATE SCHEMA as it is, but for the GRANTs inside of it that are about more than objects, a
/// database say: those are statements of their own behind it, with blanks where they stood.
std::vector<Piece> pieces_of(std::string_view sql);

/// CREATE SCHEMA for one that may be there already: IF NOT EXISTS, what is inside of it as
/// statements of their own behind it, and the owner that it names at last.
std::vector<Piece> pieces_if_not_exists(std::string_view sql);

} // namespace pgslate::models
