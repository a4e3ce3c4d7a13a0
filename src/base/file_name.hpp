#pragma once

#include "base/shared.hpp"

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace pgslate {

/// The name of a file, as it is shown: copies share it, because each object of a model has a place.
class FileName {
  public:
    FileName() = default;
    // NOLINTBEGIN(google-explicit-constructor): it is a text
    FileName(std::string name) {
        if (!name.empty()) name_ = Shared(std::move(name));
    }
    FileName(const char* name) : FileName(std::string(name)) {}
    operator const std::string&() const { return text(); }
    // NOLINTEND(google-explicit-constructor)

    const std::string& text() const {
        static const std::string none;
        return name_ ? *name_ : none;
    }
    bool empty() const { return !name_; }

    friend bool operator==(const FileName& one, const FileName& other) {
        return one.name_.is(other.name_) || one.text() == other.text();
    }
    friend std::strong_ordering operator<=>(const FileName& one, const FileName& other) {
        return one.text() <=> other.text();
    }

  private:
    Shared<std::string> name_; // none: the name is empty
};

} // namespace pgslate
