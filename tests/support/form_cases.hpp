// Files made of a form, some as it says and some not: what reads such files, and the JSON Schema of
// the form, are held against them.
#pragma once

#include "base/toml_form.hpp"

#include <string>
#include <vector>

namespace pgslate::testing {

struct FormCase {
    std::string text;    ///< the file, one line
    std::string without; ///< the same without the key that this is about
    bool fits = true;
};

/// For every key of every form that `root` leads to: files with each kind of value that may stand
/// behind it, and with those that may not.
std::vector<FormCase> cases_of(const TomlForm& root);

} // namespace pgslate::testing
