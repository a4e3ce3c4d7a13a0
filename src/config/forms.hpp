// The tables that pgslate.toml may hold, with their keys. Each stands here once: what reads a table
// takes its keys from its form, and so does the JSON Schema for editors.
#pragma once

#include "base/toml_form.hpp"

#include <vector>

namespace pgslate::config {

/// The whole file.
const TomlForm& project_form();
/// One `[profile.NAME]`.
const TomlForm& profile_form();
/// A command among the models.
const TomlForm& model_command_form();
/// A password that is said by a table.
const TomlForm& password_form();

/// The keywords of libpq that a profile may hold: all but those that have a place of their own
/// there.
std::vector<TomlKey> keyword_keys();

} // namespace pgslate::config
