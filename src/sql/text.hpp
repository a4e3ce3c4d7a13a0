// SQL text with types. A statement is made by pasting typed pieces into a pattern that is known at
// compile time; a plain string is no piece, so it does not compile.
#pragma once

#include "base/format.hpp"
#include "sql/name.hpp"

#include <concepts>
#include <span>
#include <string>
#include <type_traits>

namespace pgslate::sql {

/// SQL that a model or a server's catalog holds where the language wants an expression, a type or
/// a query. Whoever makes one vouches for where it comes from.
class Fragment {
  public:
    explicit Fragment(std::string sql) : sql_(std::move(sql)) {}
    const std::string& sql() const { return sql_; }

  private:
    std::string sql_;
};

/// Finished SQL: a statement, or a part of one.
class Text {
  public:
    Text() = default;
    const std::string& sql() const { return sql_; }
    bool empty() const { return sql_.empty(); }
    Text& operator+=(const Text& more) {
        sql_ += more.sql_;
        return *this;
    }
    /// SQL that was written as a whole by a user, in a model or a dump.
    static Text verbatim(std::string sql) { return Text(std::move(sql)); }

  private:
    explicit Text(std::string sql) : sql_(std::move(sql)) {}
    template <typename... Pieces>
    friend Text text(format_string<const Pieces&...> pattern, const Pieces&... pieces);
    friend Text joined(std::span<const Text> parts, std::string_view separator);

    std::string sql_;
};

template <typename T, typename... Others>
concept one_of = (std::same_as<T, Others> || ...);

/// What may be pasted into SQL text.
template <typename T>
concept piece = one_of<T, Identifier, QualifiedName, Literal, Fragment, Text> ||(
    std::integral<T> && !one_of<T, bool, char>);

/// The pattern with its pieces filled in: `text("DROP TABLE {}", QualifiedName("app", "user"))`.
template <typename... Pieces>
Text text(format_string<const Pieces&...> pattern, const Pieces&... pieces) {
    static_assert((piece<Pieces> && ...), "only typed SQL can be pasted into SQL");
    return Text(format(pattern, pieces...));
}

/// The parts with `separator` between them.
Text joined(std::span<const Text> parts, std::string_view separator);

/// `names` as a list: `a, "B", c`.
Text name_list(const std::vector<std::string>& names);

inline const std::string& shown(const Fragment& fragment) {
    return fragment.sql();
}
inline const std::string& shown(const Text& text) {
    return text.sql();
}
inline std::string shown(const Identifier& name) {
    return quoted(name);
}
inline std::string shown(const QualifiedName& name) {
    return quoted(name);
}
inline std::string shown(const Literal& value) {
    return quoted(value);
}

} // namespace pgslate::sql

template <typename T>
requires pgslate::sql::one_of<T, pgslate::sql::Identifier, pgslate::sql::QualifiedName,
                              pgslate::sql::Literal, pgslate::sql::Fragment, pgslate::sql::Text>
struct fmt::formatter<T> : fmt::formatter<std::string_view> {
    auto format(const T& value, fmt::format_context& context) const {
        return fmt::formatter<std::string_view>::format(pgslate::sql::shown(value), context);
    }
};
