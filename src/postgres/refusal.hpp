// What libpq says where there is no connection, understood: it says most of it in words only.
#pragma once

#include "postgres/connection.hpp"

#include <string>

namespace pgslate::postgres {

/// `words` are PQerrorMessage() with PQERRORS_VERBOSE. `lacks_password`: the server asked for one,
/// and there was none.
ConnectFailure refusal(std::string words, bool lacks_password);

} // namespace pgslate::postgres
