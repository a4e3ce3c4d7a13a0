#pragma once

#include "base/toml_form.hpp"
#include "report/json.hpp"

namespace pgslate::report {

/// The JSON Schema of TOML files of that form, for editors: draft 7, because Taplo, and with it
/// Even Better TOML, knows none that is newer. It refuses nothing that the form allows; whether
/// SQL, names and what they refer to are right it does not judge.
Json json_schema(const TomlForm& form);

} // namespace pgslate::report
