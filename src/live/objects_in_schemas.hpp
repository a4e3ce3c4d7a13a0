#pragma once

#include "postgres/together.hpp"

#include <string>
#include <vector>

namespace pgslate::live {

/// Something in a database as pg_identify_object names it (manual, "Object Information and
/// Addressing Functions").
struct Object {
    std::string type;     ///< "table", "text search parser"
    std::string identity; ///< as it stands in SQL: `public."user"`, `public.f(integer)`
};

/// What these schemas contain, of whatever kind, relations first; without extensions, their
/// members, and what is an inner part of another object. A schema that is not there has nothing.
std::vector<Object> objects_in_schemas(postgres::Session& session,
                                       const std::vector<std::string>& schemas);
/// The same among other questions: `result` is there once they are answered.
void ask_objects_in_schemas(postgres::Together& together, const std::vector<std::string>& schemas,
                            std::vector<Object>& result);

} // namespace pgslate::live
