#pragma once

#include "catalog/kind.hpp"

#include <compare>
#include <string>
#include <vector>

namespace pgslate::catalog {

/// What a thing is called, made of names and never of an oid.
///
/// names  schema                                    for a schema; likewise all without a schema
///        schema, name                              for what lives in a schema
///        schema, table, name                       for columns, constraints, triggers, rules,
///        policies schema, name, number of arguments         for functions the commented thing's
///        names               for a comment file, number                              for a
///        statement of a .sql model
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
