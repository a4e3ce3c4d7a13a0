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

/// A sequence that is not where it starts.
struct UsedSequence {
    std::vector<std::string> names; ///< schema and name
    std::string start;              ///< where it does
    bool may_set = false;           ///< may the session's role call setval?
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
    std::vector<UsedSequence> sequences;
    std::multimap<std::string, Referencing> references; ///< by the number of the one referred to
};

/// As it is now, uncommitted rows included. Throws Error.
RowsInSchemas rows_in_schemas(postgres::Session& session, const std::vector<std::string>& schemas);

/// Removes, among other statements, the large objects of the session's roles, unless there is a
/// table outside of these schemas.
void unlink_large_objects(postgres::Together& together, const std::vector<std::string>& schemas);

} // namespace pgslate::live
