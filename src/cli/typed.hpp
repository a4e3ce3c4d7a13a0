// A command line on which somebody is still typing: what its last word is going to be.
#pragma once

#include "cli/value_type.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

/// Something that can be typed.
struct Candidate {
    std::string text;
    std::string about; ///< a few words on it, or empty
};

/// What the last word may be: commands and options, or a value.
struct Typed {
    std::vector<Candidate> words; ///< commands and options
    const ValueType* value = nullptr;
    std::string beginning;             ///< of the last word, before its value: `--profile=`
    bool option_stands_before = false; ///< whose value the last word is: `--profile`
};

/// `words` stand behind the program's name; the last is the one that is being typed, and may be
/// empty. Which commands and options there are, only their declarations say (declare.hpp).
Typed typed(const std::vector<std::string>& words);

} // namespace pgslate::cli
