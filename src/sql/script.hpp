// A script as psql or pg_dump know it, cut into statements.
#pragma once

#include "sql/tokens.hpp"

#include <cstddef>
#include <optional>
#include <queue>
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

/// Finds one part of a script after the other: a large one has millions. A statement ends at a
/// semicolon outside of brackets, of strings and of `BEGIN ATOMIC ... END` (the body of an SQL
/// function).
class ScriptReader {
  public:
    /// The script has to live as long.
    explicit ScriptReader(std::string_view script) : script_(script) {}

    /// Nothing: there are no more.
    std::optional<ScriptPart> next();

  private:
    void read_token();
    void take(const Token& token);
    void finish(std::size_t end, bool closed);
    void take_command(const Token& token);
    std::size_t end_of_line(std::size_t from) const;
    void take_copy_data();
    void follow_brackets(const Token& token);
    void follow_atomic(const Token& token);
    bool reads_from_stdin() const;

    std::string_view script_;
    std::size_t at_ = 0;
    int depth_ = 0;                // open round brackets in the statement
    int atomic_ = 0;               // open BEGIN ATOMIC and CASE in the statement
    std::vector<Token> tokens_;    // of the statement
    std::queue<ScriptPart> parts_; // found, and not asked for yet
    bool ended_ = false;
};

/// All parts of `script` in their order.
std::vector<ScriptPart> split(std::string_view script);

} // namespace pgslate::sql
