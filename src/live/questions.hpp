// The questions that read a database, in the order in which they are asked.
#pragma once

#include "catalog/kind.hpp"

#include <span>
#include <string_view>

namespace pgslate::live {

/// What the rows of an answer are, in the order in which they make sense.
enum class Rows {
    facts,        ///< an object each: kind, address, names, parent, position, attributes
    parts,        ///< what is no fact, but may have annotations: kind, address, names, and kind and
                  ///< names of the fact that it is a part of, if it is
    properties,   ///< an address, and more attributes of the fact that is there, if there is one
    annotations,  ///< what is said about something: kind, its address and, of a column, name; a
                  ///< name of a role or the like, attributes
    unknown,      ///< a catalog or a kind we don't know, and how many
    aliases,      ///< an address, and the one it stands for
    dependencies, ///< the address of what needs something, and of that; how sure it is; whether
                  ///< already the first part of it needs it
    stubs,        ///< an address, and what can be made first of what stands there
    horizon,      ///< a transaction
    standstill,   ///< what is the same while nobody writes, or NULL
    fingerprint,  ///< of one of the catalogs
};

struct Question {
    std::string_view sql;
    Rows rows{};
    /// Does it belong to the half of the work that a second session takes over?
    bool second_half = false;
    /// Does the server print queries for it? It keeps a lock on each relation that they read.
    bool keeps_locks = false;
    /// All kinds that it tells of, if one of them may lose something without any row that tells: of
    /// a comment that has gone nothing is left, and a publication is not written with its tables.
    std::span<const catalog::Kind> traceless = {};
    /// The attribute that rows of properties tell of: what nobody has touched may get or lose it.
    std::string_view property = {};
};

/// All questions about objects.
std::span<const Question> object_questions();
/// What is asked besides about dependencies.
std::span<const Question> dependency_questions();

} // namespace pgslate::live
