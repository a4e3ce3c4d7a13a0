// What an SQL statement is for, as far as its first tokens tell. Its meaning is the server's
// business; this only answers whether it creates something with a name.
#pragma once

#include "catalog/identity.hpp"
#include "models/token_reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

struct StatementReading {
    enum class Purpose {
        definition, ///< creates or shapes something
        data,       ///< changes or asks for rows: runs only when a database is new
        setting,    ///< SET, RESET, set_config(): holds for the rest of the file
        removal,    ///< DROP, ALTER ... DROP: clears the way for what comes later in the file
        transaction_control ///< BEGIN, COMMIT, ...: not for models
    };
    Purpose purpose = Purpose::definition;
    std::vector<catalog::Identity> creates;  ///< what will be there once it has run
    std::optional<catalog::Identity> parent; ///< the table that `creates` belong to
    /// The same name may be created again: OR REPLACE, IF NOT EXISTS, a shell type, a function.
    bool repeatable = false;
    /// It has to do with all that is created after it: default privileges, event triggers.
    bool affects_later = false;
    /// The operator or operator class that it makes, which has no identity in a model: schema,
    /// name.
    std::vector<std::string> nameless;
    bool is_operator = false; ///< `nameless` is one
    /// It makes what others need without naming it: an operator, a cast.
    bool needed_unnamed = false;
    std::vector<std::string> gives_owner_to; ///< schema and name, of ALTER ... OWNER TO
    std::vector<std::string> fills;          ///< schema and name of the table that it adds rows to
    /// The tables that foreign keys of the table refer to: schemas and names.
    std::vector<std::vector<std::string>> references;
    /// It is about what all databases of a server share: roles, tablespaces, databases.
    bool shared = false;
};

/// Reads one statement; names without a schema are taken to be in `schema`.
StatementReading read_statement(TokenReader reader, const std::string& schema);
inline StatementReading read_statement(std::string_view sql, const std::string& schema) {
    return read_statement(TokenReader(sql), schema);
}

/// The text of a function's body that stands in quotes, or of DO; empty if there is none.
struct QuotedBody {
    std::string_view text;
    bool is_sql = false; ///< the server reads all of it when the function is created
};
QuotedBody quoted_body(TokenReader reader);

} // namespace pgslate::models
