// The kinds of things a database contains.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace pgslate::catalog {

/// In the order in which a plan names them when nothing else decides.
enum class Kind : unsigned char { // each identity has two, and there are millions of these
    role, ///< of the whole server, and so in no database: what is in one may name it
    schema,
    extension,
    language,
    access_method,
    collation,
    shell_type, ///< the name of a base type, which the functions need that make it one
    base_type,
    enum_type,
    range_type,
    composite_type,
    attribute, ///< of a composite type
    domain,
    domain_check,
    sequence,
    foreign_data_wrapper,
    server,
    user_mapping,
    table,
    foreign_table,
    column,
    primary_key,
    unique,
    exclude,
    check,
    foreign_key,
    index,
    sequence_owner, ///< OWNED BY: which column a sequence goes with
    view,
    materialized_view,
    function, ///< procedures and aggregates too: they share pg_proc's names
    cast,
    transform,
    operator_family,
    operator_class,
    operator_,
    conversion,
    text_search_parser,
    text_search_template,
    text_search_dictionary,
    text_search_configuration,
    statistics,
    trigger,
    rule,
    policy,
    publication,
    subscription,
    owner,
    privileges, ///< what one role may do with one object
    default_privileges,
    security_label,
    extension_dependency, ///< ALTER ... DEPENDS ON EXTENSION: what goes when that goes
    comment,
    event_trigger, ///< late, because it hears of all that is created after it
    statement      ///< a statement of a .sql model, as it is
};

/// What people call it: "primary key".
std::string_view to_string(Kind kind);

/// The kind that people call so; nothing if there is none.
std::optional<Kind> kind_called(std::string_view words);

/// Does what is of this kind, or the relation or type it is a part of, live in a schema?
bool lives_in_schema(Kind kind);

/// Is it a table, or something that is read like one? These have a row type of their name.
bool has_row_type(Kind kind);
/// Is it a type by itself?
bool is_type(Kind kind);
/// Is it an index, or a constraint that has one?
bool has_index(Kind kind);

/// The kinds among which a name may stand only once within its parent: a table and a type of the
/// same schema can't have one name, because each table has a row type of its name (manual,
/// "Composite Types"; unique indexes of pg_class, pg_type and pg_constraint).
enum class NameSpace : unsigned char { relation, type, constraint, own_kind };
std::span<const NameSpace> name_spaces(Kind kind);

} // namespace pgslate::catalog
