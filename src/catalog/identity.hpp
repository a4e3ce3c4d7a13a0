#pragma once

#include "catalog/kind.hpp"

#include <compare>
#include <string>
#include <vector>

namespace pgslate::catalog {

/// What a thing is called, made of names and never of an oid.
/// Its names are, by kind:
/// - the schema's own name, and likewise for all that lives in no schema;
/// - schema and name for what lives in a schema;
/// - schema, table and name for columns, constraints, triggers, rules and policies;
/// - schema, name and number of arguments for functions;
/// - the names of what a comment is about;
/// - file and number for a statement of a .sql model.
struct Identity {
    Kind kind{};
    std::vector<std::string> names;
    Kind of{}; ///< for a comment: the kind of what it is about; otherwise Kind{}

    friend auto operator<=>(const Identity&, const Identity&) = default;

    const std::string& name() const { return names.back(); }
};

/// `table public.user`, `column public.user.id`, `comment on table public.user`. The one place that
/// turns an identity into text.
std::string to_string(const Identity& identity);

/// The identity of the comment on `subject`.
Identity comment_on(const Identity& subject);

} // namespace pgslate::catalog
