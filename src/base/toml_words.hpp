// What toml++ says of a mistake, put into a person's words.
#pragma once

#include <string>
#include <string_view>

namespace pgslate {

struct TomlMistake {
    std::string message;
    std::string hint; ///< a whole sentence, or empty
};

/// `description` is toml++'s; `line` is the line of the mistake, and `column` where in it, from 1.
/// No value is repeated, which may be a secret.
TomlMistake in_words(std::string_view description, std::string_view line, std::size_t column);

} // namespace pgslate
