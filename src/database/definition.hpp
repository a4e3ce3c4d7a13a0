// What a database is besides its contents: pg_database, its privileges and its settings.
#pragma once

#include "postgres/together.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// The name of a database as it stands in SQL: in quotes only where it needs them.
std::string name_in_sql(const std::string& name);

/// What CREATE DATABASE takes besides the name (manual, "CREATE DATABASE"); empty: not said.
struct CreateOptions {
    std::string owner;
    std::string template_name;
    std::string encoding;
    std::string locale; ///< stands for the next two
    std::string collate;
    std::string ctype;
    std::string provider;        ///< "c" libc, "i" ICU, "b" builtin; not before PostgreSQL 15
    std::string provider_locale; ///< of ICU or builtin
    std::string icu_rules;
    std::string tablespace;
    std::string strategy;  ///< of copying: WAL_LOG, FILE_COPY; not before PostgreSQL 15
    bool secluded = false; ///< nobody gets in until seclusion.hpp says who
};

/// ALTER DATABASE SET, or ALTER ROLE IN DATABASE SET (catalog pg_db_role_setting).
struct Parameter {
    std::string role; ///< empty: for all
    std::string name;
    std::string value;
    auto operator<=>(const Parameter&) const = default;
};

/// One privilege (manual, "aclexplode").
struct Grant {
    std::string grantor;
    std::string grantee; ///< empty: PUBLIC
    std::string privilege;
    bool grantable = false;
    auto operator<=>(const Grant&) const = default;
};

struct Definition {
    std::string oid;
    CreateOptions options;
    std::string comment;
    int connection_limit = -1;
    bool is_template = false;
    bool allows_connections = true;
    std::vector<Parameter> parameters;        ///< in the order in which they are stored
    std::optional<std::vector<Grant>> grants; ///< in ascending order; nothing: the default ones
};

/// All of that for a database that is there; nothing if it is not. Throws Error.
std::optional<Definition> definition_of(postgres::Session& session, const std::string& name);

/// The same among other questions: `result` is there once they are answered.
void ask_definition(postgres::Together& together, const std::string& name,
                    std::optional<Definition>& result);

/// By what a database is known again.
struct Known {
    std::string oid;     ///< empty if there is none of that name
    std::string comment; ///< what people wrote about it
};
/// Asks, among other questions.
void ask_known(postgres::Together& together, const std::string& name, Known& result);
/// The same alone. Throws Error.
Known known_of(postgres::Session& session, const std::string& name);

} // namespace pgslate::database
