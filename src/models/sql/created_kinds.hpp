// What CREATE calls each kind of object, and how the name of one stands behind that.
#pragma once

#include "catalog/kind.hpp"
#include "models/token_reader.hpp"

#include <array>
#include <string_view>

namespace pgslate::models {

enum class CreationForm {
    plain,     ///< a name without a schema
    qualified, ///< a name with or without a schema
    type,      ///< CREATE TYPE: what follows the name tells the kind
    function,  ///< a name and its arguments
    index,     ///< perhaps a name, then ON table
    on_table,  ///< a name, later ON table
    to_table   ///< a name, later TO table
};

struct Creation {
    std::array<std::string_view, 3> words; ///< as many as there are; the others are empty
    catalog::Kind kind;
    CreationForm form;
};

/// Passes over the words for a kind, from behind those that say more of it (creation_words.hpp) on.
/// nullptr if none come next.
const Creation* take_created_kind(TokenReader& reader);

} // namespace pgslate::models
