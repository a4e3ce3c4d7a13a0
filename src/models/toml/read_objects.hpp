// The objects of a TOML model, kind by kind. Each function reads one section or one object, adds
// its facts, and reports what is wrong.
#pragma once

#include "models/toml/reader.hpp"

#include <span>

namespace pgslate::models {

/// Where the objects of one file go.
struct Scope {
    Source& source;
    std::string schema; ///< the file's `schema` key, or "public"
};

/// One named object of a section, such as `[table.user]`.
struct Object {
    std::string name;
    std::string schema; ///< its own `schema` key, or the file's
    Place place;

    std::vector<std::string> names() const { return {schema, name}; }
};

// Sections.
void read_role(Scope& scope, const Entry& entry);
void read_schema(Scope& scope, const Entry& entry);
void read_extension(Scope& scope, const Entry& entry);
void read_enum(Scope& scope, const Entry& entry);
void read_domain(Scope& scope, const Entry& entry);
void read_composite(Scope& scope, const Entry& entry);
void read_range(Scope& scope, const Entry& entry);
void read_sequence(Scope& scope, const Entry& entry);
void read_table(Scope& scope, const Entry& entry);
void read_view(Scope& scope, const Entry& entry);
void read_materialized_view(Scope& scope, const Entry& entry);
void read_statistics(Scope& scope, const Entry& entry);

// Pieces that several objects share.

/// The table behind an entry; a problem and nullptr if it is something else.
const toml::table* table_of(Source& source, const Entry& entry, std::string_view what);
/// The object's name and schema (its own `schema` key counts), checked.
Object object_of(const Scope& scope, const Entry& entry, TomlReader& reader);
/// A fact without attributes.
catalog::Fact fact_of(catalog::Kind kind, catalog::Names names, const Place& place);
/// Reads `was`: the names that `subject` had before.
void read_was(TomlReader& reader, const catalog::Identity& subject);
/// Reads `fill` and `using`: how values come into a column.
void read_hints_of_column(TomlReader& reader, const catalog::Fact& column);
/// Reads `undeclared_partitions`.
void read_undeclared_partitions(TomlReader& reader, const catalog::Fact& table);
/// Reads `comment` and adds the comment of `subject`; and `was`, if it can be renamed.
void read_comment(TomlReader& reader, const catalog::Identity& subject);
/// Reads `owner` and adds the owner of `subject`.
void read_owner(TomlReader& reader, const catalog::Identity& subject);
/// Reads `grants` and adds what each role in it may do with `subject`.
void read_grants(TomlReader& reader, const catalog::Identity& subject);
/// All three.
void read_annotations(TomlReader& reader, const catalog::Identity& subject);
/// Reads `column_comments` of a relation whose columns the model doesn't list.
void read_comments_of_columns(TomlReader& reader, const catalog::Identity& relation);
/// Reads `tablespace` and `access_method`.
void read_place(TomlReader& reader, catalog::Fact& fact);
/// Reads a boolean into the attribute of that name.
void read_flag(TomlReader& reader, catalog::Fact& fact, std::string_view key);
/// Reads SQL behind `key` into the attribute `attribute`, and notes what it mentions.
bool read_sql(TomlReader& reader, std::string_view key, catalog::Fact& fact,
              std::string_view attribute);
/// The name behind `collation`, which may carry its schema, as SQL writes it.
std::optional<std::string> collation_of(TomlReader& reader);
/// Reads `collation` into the attribute of that name, and notes what it mentions.
void read_collation(TomlReader& reader, catalog::Fact& fact);
/// Reads `with = { fillfactor = 70 }` into the attribute `with`.
void read_with(TomlReader& reader, catalog::Fact& fact);
/// Reads the options of a sequence or an identity column as words of CREATE SEQUENCE.
std::vector<std::string> read_sequence_options(TomlReader& reader);
/// Notes that a fact names a role; `public` is none.
void need_role(Source& source, const catalog::Fact& fact, const std::string& role);
/// Notes that the SQL `text` of a fact may mention other facts.
void use_sql(Source& source, const catalog::Fact& fact, const std::string& text,
             bool at_once = false);
/// The same of a value of the fact's type: a text of one of the types of names (regclass, ...) is a
/// name.
void use_value(Source& source, const catalog::Fact& fact, const std::string& value);
/// Reads a name that may carry its schema (`app.user`) into {schema, name}.
std::optional<std::vector<std::string>> read_qualified(Source& source, const toml::node& node,
                                                       std::string_view home_schema);

// Parts of a table.

struct TableParts {
    catalog::Identity table;
    std::vector<std::string> primary_key; ///< the key's columns
    std::vector<std::string> referring;   ///< columns that have a foreign key
    std::set<std::string> chosen_names;   ///< of constraints that the model leaves unnamed
};

/// Reads the columns and, unless the table said one already, the key that they declare.
void read_columns(TomlReader& table, TableParts& parts);
/// Reads the table's own `primary_key`.
void read_primary_key(TomlReader& table, TableParts& parts);
/// Adds the key of `parts.primary_key`, if that holds columns, under the name PostgreSQL would
/// choose.
void add_primary_key(TomlReader& table, const TableParts& parts);
void read_constraints(TomlReader& table, TableParts& parts);
void read_indexes(TomlReader& reader, const catalog::Identity& relation);
void read_triggers_and_rules(TomlReader& relation, const catalog::Identity& id);
void read_policies(TomlReader& table, const catalog::Identity& id);
/// Reads what the index behind a key, an exclusion constraint or an index can have.
void read_index_settings(TomlReader& reader, catalog::Fact& fact);
/// `default` of a column or a domain of that type, as SQL. A bare word that is no constant is a
/// problem: PostgreSQL takes no column in a default. A time that would stand still is warned of.
std::optional<std::string> default_of(TomlReader& reader, std::string_view type);
/// `unique`, `check` and `references` of a column, as constraints of its table.
void read_column_constraints(TomlReader& column, TableParts& parts, const std::string& name);

} // namespace pgslate::models
