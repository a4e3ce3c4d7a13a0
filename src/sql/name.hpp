// Names as SQL text: quoted only where PostgreSQL would need it, so that what we print reads well.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::sql {

/// The longest name PostgreSQL keeps, in bytes; it cuts longer ones (NAMEDATALEN - 1, manual,
/// "Identifiers and Key Words").
inline constexpr std::size_t longest_name = 63;

/// A name of anything, exactly as it is in the catalog: `User` is not `user`.
class Identifier {
  public:
    explicit Identifier(std::string name) : name_(std::move(name)) {}
    const std::string& name() const { return name_; }

  private:
    std::string name_;
};

/// A schema and the name of something in it.
class QualifiedName {
  public:
    QualifiedName(std::string schema, std::string name)
        : schema_(std::move(schema)), name_(std::move(name)) {}
    const std::string& schema() const { return schema_; }
    const std::string& name() const { return name_; }

  private:
    std::string schema_;
    std::string name_;
};

/// A value inside SQL text, for statements that take no parameters.
class Literal {
  public:
    explicit Literal(std::string value) : value_(std::move(value)) {}
    const std::string& value() const { return value_; }

  private:
    std::string value_;
};

/// `name` as it must stand in SQL text: as it is, or in double quotes.
std::string quoted(const Identifier& name);
/// `schema.name`, each part quoted where needed.
std::string quoted(const QualifiedName& name);
/// `value` in single quotes. Relies on standard_conforming_strings, which every session sets.
std::string quoted(const Literal& value);

/// Is this word a keyword that PostgreSQL (13 to 18) does not take as a name everywhere?
bool is_keyword(std::string_view word);

} // namespace pgslate::sql
