// The value of one variable of a .env file; env_syntax.hpp tells the language.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

bool is_env_blank(char c);
/// Whatever can stand in a name of a variable, and at its beginning.
bool begins_env_name(char c);
bool is_in_env_name(char c);

struct EnvMistake {
    std::size_t at; ///< bytes into the file
    std::string message;
    std::vector<std::string> hints = {};
};

struct EnvValue {
    std::string text;
    std::size_t end = 0;                 ///< of it in the file, in bytes
    std::optional<std::size_t> doubtful; ///< where a $ stands that may mean something to others
    std::optional<EnvMistake> mistake;   ///< then the text means nothing
};

/// The value of a variable, or nothing if it has none that is certain.
using EnvLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads the value that begins at `at` of the file; `spaced`: a blank stands before it.
EnvValue read_env_value(std::string_view file, std::size_t at, bool spaced,
                        const EnvLookup& look_up);

} // namespace pgslate::config
