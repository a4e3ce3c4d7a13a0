// A script as psql or pg_dump know it, cut into statements.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pgslate::sql {

/// A part of a script, as offsets into it.
struct ScriptPart {
    enum class Kind {
        statement, ///< one SQL statement, without its semicolon
        copy_data, ///< the lines behind `copy ... from stdin`, without the closing `\.`
        command    ///< a psql command: a line that begins with a backslash
    };
    Kind kind{};
    std::size_t begin = 0;
    std::size_t end = 0;
    /// False if the script ended inside a string, comment, bracket or COPY data, or if more SQL
    /// stands between a COPY and its data.
    bool closed = true;

    std::string_view in(std::string_view script) const { return script.substr(begin, end - begin); }
};

/// The parts of `script` in their order. A statement ends at a semicolon outside of brackets, of
/// strings and of `BEGIN ATOMIC ... END` (the body of an SQL function).
std::vector<ScriptPart> split(std::string_view script);

} // namespace pgslate::sql
