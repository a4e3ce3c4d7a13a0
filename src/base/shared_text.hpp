#pragma once

#include "base/shared.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace pgslate {

/// Text that never changes. Copies and parts share it, which lives as long as any of them: a model
/// may be hundreds of megabytes.
class SharedText {
  public:
    SharedText() = default;
    SharedText(std::string text) : whole_(std::move(text)), view_(*whole_) {}

    /// What stands within it. `within` has to be a part of its view.
    SharedText part(std::string_view within) const {
        auto part = *this;
        part.view_ = within;
        return part;
    }

    std::string_view view() const { return view_; }
    operator std::string_view() const { return view_; }
    bool empty() const { return view_.empty(); }
    std::size_t size() const { return view_.size(); }

    friend bool operator==(const SharedText& one, std::string_view other) {
        return one.view_ == other;
    }

  private:
    Shared<std::string> whole_;
    std::string_view view_;
};

} // namespace pgslate
