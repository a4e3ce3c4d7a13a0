// The language of .env files.
#pragma once

#include "config/environment.hpp"

#include <string>

namespace pgslate::config {

/// Adds the variables of a file to `into`, as Docker Compose reads them ("Set environment variables
/// within your container's environment", ".env file syntax"): NAME=VALUE or NAME: VALUE, `export`
/// before it, comments, '' for what is meant literally, "" with escapes, both over several lines.
/// ${NAME} outside of '' is a variable of the file, or of `around`, which goes before it. Nothing
/// else is put in the place of anything: where a $ may mean something to others, the variable is
/// noted with a doubt. `shown` is the path as messages give it. Throws Error with all that is
/// wrong; it never shows a value.
void read_variables(std::string text, const std::string& shown, const Environment& around,
                    Environment& into);

} // namespace pgslate::config
