#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pgslate::report {

/// A JSON value (RFC 8259); objects keep the order in which their members were added.
class Json {
  public:
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>;

    Json() = default; ///< null
    Json(bool value) : value_(value) {}
    Json(std::int64_t value) : value_(value) {}
    Json(int value) : value_(std::int64_t{value}) {}
    Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}

    /// The value as text, indented by two spaces, without a newline at the end. Bytes that are not
    /// UTF-8 become U+FFFD: a reader would refuse the whole document.
    std::string text() const;
    /// The same on one line, without spaces.
    std::string compact() const;

  private:
    void write(std::string& out, std::optional<int> depth) const;
    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

} // namespace pgslate::report
