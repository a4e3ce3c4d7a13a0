#pragma once

#include "base/error.hpp"

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::config {

/// The variables of a process, and of files that add some, as a value, so that what depends on them
/// can be tested.
class Environment {
  public:
    /// A variable, and where a file sets it; the place of one of the process is unknown.
    struct Variable {
        std::string value;
        Place place;
        std::optional<Problem> doubt; ///< why its value can't be told
    };

    Environment(std::initializer_list<std::pair<const std::string, std::string>> variables);

    /// The variables this process was started with, read now.
    static Environment of_process();

    /// The value of a variable; it may be empty. Nothing if it is not set. Throws Error if its
    /// value can't be told.
    std::optional<std::string> get(const std::string& name) const;
    /// Where a file sets it; unknown otherwise.
    Place place_of(const std::string& name) const;
    const std::map<std::string, Variable>& variables() const { return variables_; }

    void set(const std::string& name, Variable variable);
    /// These variables, and those of `others` that are not among them.
    Environment over(const Environment& others) const;
    /// Those that no file sets.
    Environment without_files() const;

  private:
    std::map<std::string, Variable> variables_;
};

} // namespace pgslate::config
