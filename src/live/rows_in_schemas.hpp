// What schemas hold besides what their catalogs say: rows, and where sequences have got to.
#pragma once

#include "postgres/together.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pgslate::live {

/// A table with pages in its file: it may have rows.
struct FilledTable {
    std::string number;             ///< pg_class.oid
    std::vector<std::string> names; ///< schema and name
    std::int64_t bytes = 0;         ///< of its main file
};

/// A sequence; it is used if it is not where it starts.
struct Sequence {
    std::string number;             ///< pg_class.oid
    std::vector<std::string> names; ///< schema and name
    std::string start;              ///< where it does
    bool may_read = false;          ///< may the session's role?
    std::vector<std::string> owner; ///< the table whose column it belongs to; empty: nobody's
};

/// A table that refers to another one.
struct Referencing {
    std::string number;
    std::vector<std::string> names;
    bool partitioned = false;
    bool inside = false; ///< is it in one of the schemas, and no member of an extension?
};

/// What these schemas hold. Without members of extensions and temporary tables.
struct RowsInSchemas {
    std::vector<FilledTable> tables;
    std::vector<Sequence> sequences;
    std::multimap<std::string, Referencing> references; ///< by the number of the one referred to
};

/// As it is now, uncommitted rows included; of the sequences all, used or not. Throws Error.
RowsInSchemas rows_and_sequences(postgres::Session& session,
                                 const std::vector<std::string>& schemas);
/// Asks, among other questions, for the tables alone.
void ask_filled_tables(postgres::Together& together, const postgres::RoleFacts& role,
                       const std::vector<std::string>& schemas, std::vector<FilledTable>& tables);
/// Asks which of these are used; they have to live as long. Where each one stands only it tells;
/// one that the role may not read counts as used.
void ask_used(postgres::Together& together, int server_version,
              const std::vector<Sequence>& sequences, std::vector<Sequence>& used);

/// Removes, among other statements, the large objects of the session's roles, unless there is a
/// table outside of these schemas.
void unlink_large_objects(postgres::Together& together, const std::vector<std::string>& schemas);

} // namespace pgslate::live
