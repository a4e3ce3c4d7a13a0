#pragma once

#include "base/shared_text.hpp"
#include "postgres/server_error.hpp"
#include "sql/text.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace pgslate::postgres {

/// One statement of a batch, with the lines of `copy ... from stdin` if it wants any.
struct Statement {
    sql::Text sql;
    SharedText copy_data;
};

/// How far a batch came.
struct BatchResult {
    std::size_t done = 0;             ///< how many statements succeeded
    std::optional<ServerError> error; ///< why statement number `failed` did not
    std::size_t failed = 0;           ///< index of the statement to blame
    std::size_t offset = 0;           ///< bytes into that statement where the error is
    bool offset_known = false;
};

} // namespace pgslate::postgres
