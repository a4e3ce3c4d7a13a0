// Reading one table of a TOML model: the keys of its form are known, all others are problems.
#pragma once

#include "base/toml_form.hpp"
#include "models/collector.hpp"

#include <toml++/toml.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// A key with what stands behind it.
struct Entry {
    std::string key;
    Place place; ///< of the key
    const toml::node* node = nullptr;
};

/// The entries of a table in the order in which they stand in the file.
std::vector<Entry> entries(const Source& source, const toml::table& table);

/// Where a region begins. toml++ counts columns in characters, places have bytes.
Place place_of(const Source& source, const toml::source_region& region);

/// Where a node stands.
Place place_of(const Source& source, const toml::node& node);

/// What kind of value a node is, in words: "a string", "an array".
std::string_view describe(const toml::node& node);

/// What somebody may write who knows it by another name, and how it is said here.
struct KeySaying {
    std::string_view key;
    std::string_view here; ///< a whole sentence
};

class TomlReader {
  public:
    /// `what` names the table in messages: `table user`. Asking for a key that `form` does not have
    /// throws std::logic_error.
    TomlReader(Source& source, const toml::table& table, std::string what, const TomlForm& form);

    Source& source() const { return source_; }
    const std::string& what() const { return what_; }
    const toml::table& table() const { return table_; }
    Place place() const { return place_of(source_, table_); }
    Place place_of_key(std::string_view key) const;
    bool has(std::string_view key) const { return table_.contains(key); }

    /// The value behind a key; nothing if it is not there. A value of another type is a problem.
    const toml::node* node(std::string_view key);
    std::optional<std::string> string(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key);
    std::optional<std::vector<std::string>> strings(std::string_view key);
    /// A table behind a key, or nullptr.
    const toml::table* subtable(std::string_view key);
    /// An array behind a key, or nullptr.
    const toml::array* array(std::string_view key);
    /// One string, or a list of them.
    std::optional<std::vector<std::string>> string_or_strings(std::string_view key);
    /// A string that must be one of the form's words for the key.
    std::optional<std::string> word(std::string_view key);
    /// SQL that stands as one expression or type.
    std::optional<std::string> sql(std::string_view key);
    /// SQL in which commas separate: a query, a definition.
    std::optional<std::string> query(std::string_view key);
    /// The same, or a number or boolean as SQL writes it.
    std::optional<std::string> sql_or_value(std::string_view key);
    /// A name as PostgreSQL can keep it.
    std::optional<std::string> name(std::string_view key);

    /// Reports the keys that the form does not have, with what `sayings` tell of them or else the
    /// nearest that it has; and those that are needed and not there.
    void finish(std::span<const KeySaying> sayings = {});

    void problem(const Place& place, std::string message, std::vector<std::string> hints = {}) {
        source_.problem(place, std::move(message), std::move(hints));
    }

  private:
    const TomlKey& form_of(std::string_view key) const;
    void report_unknown(const Entry& entry, std::span<const KeySaying> sayings);
    void wrong_type(std::string_view key, const toml::node& node, std::string_view expected);

    Source& source_;
    const toml::table& table_;
    std::string what_;
    const TomlForm& form_;
};

/// The strings of an array; a problem for each element that is none.
std::vector<std::string> strings_of(Source& source, const toml::array& array,
                                    std::string_view what);

/// Checks a name that a model gives: not empty, not longer than PostgreSQL keeps.
bool check_name(Source& source, const Place& place, std::string_view name);

/// Checks a key that whoever writes the model chooses: not empty.
bool check_key(Source& source, const Entry& entry);

/// The SQL text of a string after checking that it can stand as one piece, without a comma outside
/// of brackets; nothing, after reporting why, otherwise.
std::optional<std::string> sql_of(Source& source, const toml::node& node, std::string_view what);

/// The same for a query, in which commas separate columns.
std::optional<std::string> query_of(Source& source, const toml::node& node, std::string_view what);

/// The same as sql_of; a number or boolean becomes SQL too.
std::optional<std::string> value_of(Source& source, const toml::node& node, std::string_view what);

} // namespace pgslate::models
