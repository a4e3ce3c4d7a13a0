// SELECT ... INTO, which creates a table.
#pragma once

#include "models/token_reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::models {

struct SelectInto {
    std::vector<std::string> table; ///< its name, perhaps with its schema before it
    bool temporary = false;
    std::string create_table; ///< the same as CREATE TABLE ... AS
};

/// What a statement is if it is one; nothing if it is another.
std::optional<SelectInto> select_into(TokenReader statement);

} // namespace pgslate::models
