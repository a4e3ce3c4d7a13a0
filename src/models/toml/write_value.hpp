// TOML as it is to be written: values in the order in which they were given, which a toml::table
// does not keep.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pgslate::models {

struct TomlPair;
using TomlPairs = std::vector<TomlPair>;

struct TomlValue {
    std::variant<std::string, bool, std::int64_t, std::vector<TomlValue>, TomlPairs> value;

    TomlValue(std::string text);
    TomlValue(const char* text);
    TomlValue(bool flag);
    TomlValue(std::int64_t number);
    TomlValue(std::vector<TomlValue> list);
    TomlValue(const std::vector<std::string>& texts);
    TomlValue(TomlPairs pairs);

    // Defined where a pair is complete.
    TomlValue(const TomlValue& other);
    TomlValue(TomlValue&& other) noexcept;
    TomlValue& operator=(const TomlValue& other);
    TomlValue& operator=(TomlValue&& other) noexcept;
    ~TomlValue();
};

struct TomlPair {
    std::string key;
    TomlValue value;
    bool section = false; ///< stands below a header of its own, an entry a line
};

/// A key as TOML writes it: as it is, or in quotes (toml.io, "Keys").
std::string toml_key(std::string_view key);

/// A value on the right side of `=`. Only strings with line breaks take more than one line.
std::string toml_text(const TomlValue& value);

/// `[header]` and the pairs below it; behind them the sections among them, under `header.key`.
/// `header` is TOML.
std::string toml_table(const std::string& header, const TomlPairs& pairs);

} // namespace pgslate::models
