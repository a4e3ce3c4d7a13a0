#pragma once

#include "base/program.hpp"
#include "config/environment.hpp"
#include "config/secret.hpp"
#include "config/setting.hpp"

#include <filesystem>
#include <string>
#include <variant>

namespace pgslate::config {

struct PasswordFromVariable {
    std::string name;
};
struct PasswordFromFile {
    std::filesystem::path path;
};
/// The first line of what a program prints.
struct PasswordFromCommand {
    Program program;
};

/// The ways in which a profile can give its password.
using PasswordSource =
    std::variant<Secret, PasswordFromVariable, PasswordFromFile, PasswordFromCommand>;

/// The password itself. Throws Error with ExitStatus::bad_configuration when it is not to be had;
/// its message never shows what a file or a program said.
Secret resolve(const Setting<PasswordSource>& source, const Environment& environment);

/// The content of a file without one newline at its end. A file that its group or others may write
/// is refused: whoever writes it chooses how we log in. Whom it belongs to, and who may write its
/// folder, is not asked: a container's secrets belong to root or to whoever mounted them.
Secret read_password_file(const Setting<std::filesystem::path>& file);

} // namespace pgslate::config
