#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace pgslate::config {

/// The variables of a process as a value, so that what depends on them can be tested.
class Environment {
  public:
    Environment(std::initializer_list<std::pair<const std::string, std::string>> variables)
        : variables_(variables) {}

    /// The variables this process was started with, read now.
    static Environment of_process();

    /// The value of a variable; it may be empty. Nothing if it is not set.
    std::optional<std::string> get(const std::string& name) const;

  private:
    std::map<std::string, std::string> variables_;
};

} // namespace pgslate::config
