// How the server is asked to read a text again that it has printed, and to print it again.
#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::plan {

/// A statement that carries such a text, which may be anybody's. Whatever the text says, the
/// statement is one that the server parses and keeps: it neither plans nor runs anything of it. Not
/// CREATE INDEX, ADD COLUMN, PARTITION BY, GENERATED or CHECK without NOT VALID, which all evaluate
/// immutable functions of constants.
struct Carrier {
    sql::Text statement;
    sql::Text question; ///< asks for the same statement as the server prints it now: one cell
    /// What is searched while the server reads: operators are there that the text does not name.
    std::vector<std::string> schemas = {};
};

/// An attribute that is a text of the server's printing.
struct Carried {
    std::string_view attribute;
    /// Carries what the fact has there; an empty statement: it is always printed as it is.
    Carrier (*carrier)(const catalog::Fact& fact, std::string_view attribute);
};

// What several rules carry with.

/// The name of what carries.
sql::Identifier carrier_name();
/// A view with this query.
Carrier view_of(const sql::Text& query);
/// A query.
Carrier carry_query(const catalog::Fact& fact, std::string_view attribute);
/// An expression that names no column.
Carrier carry_value(const catalog::Fact& fact, std::string_view attribute);
/// An expression over the columns of the fact's parent.
Carrier carry_expression(const catalog::Fact& fact, std::string_view attribute);
/// A list of index elements over the columns of the fact's parent.
Carrier carry_elements(const catalog::Fact& fact, std::string_view attribute);
/// Index elements over the columns of a relation.
Carrier elements_of(const sql::QualifiedName& relation, const std::vector<std::string>& elements);

} // namespace pgslate::plan
