#pragma once

#include "catalog/kind.hpp"
#include "catalog/names.hpp"

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace pgslate::catalog {

/// What a thing is called, made of names and never of an oid.
/// Its names are, by kind:
/// - the schema's own name, and likewise for all that lives in no schema;
/// - schema and name for what lives in a schema;
/// - schema, table and name for columns, constraints, triggers, rules and policies;
/// - schema, name and arguments for functions and operators: their number as a model knows it,
///   their types as a server does;
/// - schema, name and access method for operator classes and families;
/// - the two types of a cast, type and language of a transform, server and role of a user mapping;
/// - role, schema (or nothing) and kind of objects for default privileges;
/// - the names of what a comment or an owner is about; one more, of a role, a provider or an
///   extension, for privileges, security labels and extension dependencies;
/// - file and number for a statement of a .sql model.
struct Identity {
    Identity() = default;
    Identity(Kind what, Names called, Kind about = {})
        : kind(what), of(about), names(std::move(called)) {}

    Kind kind{};
    Kind of{}; ///< for what is said about something: the kind of that; otherwise Kind{}
    Names names;

    friend bool operator==(const Identity&, const Identity&) = default;
    /// By the kind, the names, and then what is said something about.
    friend std::strong_ordering operator<=>(const Identity& one, const Identity& other) {
        if (const auto kinds = one.kind <=> other.kind; kinds != 0) return kinds;
        if (const auto names = one.names <=> other.names; names != 0) return names;
        return one.of <=> other.of;
    }

    const std::string& name() const { return names.back(); }
};

/// For hash tables: equal identities have the same.
std::size_t hash_of(const Identity& identity);

/// For hash tables of identities that live elsewhere, by their value: to copy and to order them
/// takes long.
struct ByValue {
    std::size_t operator()(const Identity* id) const { return hash_of(*id); }
    bool operator()(const Identity* one, const Identity* other) const { return *one == *other; }
};

/// `table public.user`, `column public.user.id`, `comment on table public.user`. The one place that
/// turns an identity into text.
std::string to_string(const Identity& identity);

/// Is this said about something else: a comment, an owner, privileges, a security label, a
/// dependency on an extension?
bool is_annotation(Kind kind);

/// What an annotation is about; the identity itself if it is none.
Identity subject_of(const Identity& identity);

/// The schema that it, or what it is about, lives in; a schema lives in itself. Nothing for what
/// lives in none.
std::optional<std::string> schema_of(const Identity& identity);

/// Has every new database this by itself? That is the schema `public`, with a comment of its own.
bool comes_with_a_database(const Identity& identity);

/// Is it born with a comment, which it may have lost? The schema `public` and extensions are.
bool comes_with_a_comment(const Identity& identity);

/// What is called so in a table, a view or a type: a column, a check.
Identity part_of(const Identity& whole, Kind kind, const std::string& name);

/// The identity of the comment on `subject`.
Identity comment_on(const Identity& subject);

/// What a model calls it, which knows of a function how many arguments it has, and not of which
/// types.
Identity as_models_say(Identity identity);

} // namespace pgslate::catalog
