// What a script says first, whoever runs it.
#pragma once

#include <string>
#include <vector>

namespace pgslate::commands {

/// The SET statements that any file of SQL takes, so that its bytes and quotes mean what they say.
std::vector<std::string> settings_of_file();

/// Those of a script that is to be run as a whole: it means the same in every session.
std::vector<std::string> settings_of_script();

/// Those of one that alters a database that others work with: it gives up where it would have to
/// wait long for a lock, and they behind it.
std::vector<std::string> settings_of_altering_script();

} // namespace pgslate::commands
