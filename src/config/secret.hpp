#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace pgslate::config {

/// A password. It has no formatter and cannot be streamed, so it is printed only by who asks for it
/// by name.
class Secret {
  public:
    Secret() = default; ///< an empty one
    explicit Secret(std::string text) : text_(std::move(text)) {}

    /// The password itself; for opening a connection, for nothing else.
    const std::string& reveal() const { return text_; }

    friend bool operator==(const Secret&, const Secret&) = default;
    friend std::ostream& operator<<(std::ostream&, const Secret&) = delete;

  private:
    std::string text_;
};

} // namespace pgslate::config
