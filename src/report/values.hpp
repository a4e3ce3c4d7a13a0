// Values of attributes as they may be shown: without secrets.
#pragma once

#include "catalog/fact.hpp"
#include "report/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::report {

/// The options of a user mapping are there to hold secrets.
class Tamed {
  public:
    Tamed(const catalog::Identity& of, std::string_view attribute)
        : secret_(of.kind == catalog::Kind::user_mapping), connection_(attribute == "connection") {}

    std::string text(const std::string& value) const;

  private:
    bool secret_;
    bool connection_;
};

/// "none" where there is none.
std::string shown(const std::optional<catalog::Value>& value, const Tamed& tamed);
/// The same as data: null where there is none.
Json value_data(const std::optional<catalog::Value>& value, const Tamed& tamed);
/// "not_null" is "not null".
std::string attribute_in_words(std::string name);

} // namespace pgslate::report
